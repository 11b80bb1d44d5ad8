"""What a reference in a ROS template stands for: a parameter, a resource, a local value, an entry of a map."""

from __future__ import annotations

from ipseclint.dialects.ros_template import Call, Template
from ipseclint.dialects.trail import pieces, text_of
from ipseclint.node import Mapping, Node, Scalar, Sequence, Unknown, is_null

_PSEUDO = "ALIYUN::"
# Attributes that are a resource's id, as `Ref` is.
_ID_ATTRIBUTES = frozenset(("VpnGatewayId", "CustomerGatewayId", "VpcId", "VpnConnectionId", "VpnAttachmentId"))
# Properties that a resource gives back as they were set.
_ECHOED = {
    "ALIYUN::VPC::CustomerGateway": ("IpAddress", "Asn"),
    "ALIYUN::ECS::VPC": ("CidrBlock",),
}


def ref(call: Call, template: Template) -> Node | None:
    """`Ref`: what a name stands for."""
    name = text_of(call.argument)
    if not name:
        return call.unknown
    return name_of(name, call, template)


def name_of(name: str, call: Call, template: Template) -> Node | None:
    """A parameter's default, a local value, a resource's id, or what only the service knows."""
    if name.startswith(_PSEUDO):
        return None if name == "ALIYUN::NoValue" else call.unknown
    if name in template.parameters.entries:
        return _parameter(template.parameters.get(name), call, template)
    if name in template.resources.entries:
        return Unknown(call.shown, call.span, refers=name, attribute="id")
    if name in template.local.entries:
        return _local(name, call, template)
    help_ = "Declare it under Parameters, or name a resource of the template."
    return template.missing("parameter or resource", name, help_, call.span)


def _parameter(declared: Node | None, call: Call, template: Template) -> Node:
    if not isinstance(declared, Mapping):
        return call.unknown
    default = declared.get("Default")
    if default is None or is_null(default):
        return call.unknown
    if text_of(declared.get("Type")) == "CommaDelimitedList" and isinstance(default, Scalar):
        template.taken.append(default.span)
        default = Sequence(pieces(default, ","), default.span)
    return template.used(default, call.span)


def _local(name: str, call: Call, template: Template) -> Node | None:
    declared = template.local.get(name)
    value = declared.get("Value") if isinstance(declared, Mapping) else None
    if value is None:
        return call.unknown
    return template.once(call.shown, lambda: template.value(value), call.span)


def get_attribute(call: Call, template: Template) -> Node | None:
    """`Fn::GetAtt`: what a resource gives back."""
    argument = call.argument
    if isinstance(argument, Sequence):
        path = ".".join(text_of(item) for item in argument.items)
    else:
        path = text_of(argument)
    resource, _, name = path.partition(".")
    return attribute(resource, name, call, template) if resource and name else call.unknown


def attribute(resource: str, name: str, call: Call, template: Template) -> Node | None:
    """What a resource gives back under a name: a property set in the template, else unknown."""
    found = template.resources.get(resource)
    if found is None:
        return template.missing("resource", resource, "Name a resource of the template.", call.span)
    value = _echoed(found, name)
    if value is None:
        plain = "id" if name in _ID_ATTRIBUTES else name
        return Unknown(call.shown, call.span, refers=resource, attribute=plain)
    echoed = template.once(f"!GetAtt {resource}.{name}", lambda: template.value(value), call.span)
    return template.used(echoed, call.span) if echoed is not None else None


def _echoed(resource: Node, name: str) -> Node | None:
    if not isinstance(resource, Mapping) or name not in _ECHOED.get(text_of(resource.get("Type")), ()):
        return None
    properties = resource.get("Properties")
    return properties.get(name) if isinstance(properties, Mapping) else None


def find_in_map(call: Call, template: Template) -> Node | None:
    """`Fn::FindInMap`: an entry of a mapping of the template."""
    names = [text_of(item) for item in template.values(call.argument)]
    if len(names) < 3 or "" in names[:3]:
        return call.unknown
    node: Node | None = template.mappings
    for step, name in enumerate(names[:3]):
        node = node.get(name) if isinstance(node, Mapping) else None
        if node is None:
            what = "mapping" if step == 0 else f"entry in the mapping {names[0]}: it lacks"
            return template.missing(what, name, "Add it under Mappings, or correct the name.", call.span)
    return template.used(node, call.span) if node is not None else None
