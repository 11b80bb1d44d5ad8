"""ROS templates: connections and attachments among their resources, and the gateways beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipseclint.dialects import native
from ipseclint.dialects.ros_conditions import is_met
from ipseclint.dialects.ros_functions import resolve
from ipseclint.dialects.ros_template import Template, call_of
from ipseclint.dialects.shape import ATTACHMENT_MORE, conform
from ipseclint.dialects.trail import rescoped, scope_of, text_of
from ipseclint.dialects.tree import Kind, Known, Misplaced, Reading, Request
from ipseclint.node import Entry, Mapping, Node, Scalar, Unknown, is_null
from ipseclint.note import Note
from ipseclint.read.place import embed, embed_at
from ipseclint.span import Source, Span

if TYPE_CHECKING:
    from ipseclint.dialects.provider_names import KnownKind

TYPES: dict[str, Kind] = {
    "ALIYUN::VPC::VpnConnection": "connection",
    "ALIYUN::VPC::VpnAttachment": "attachment",
}
_KNOWN: dict[str, tuple[KnownKind, tuple[str, ...]]] = {
    "ALIYUN::VPC::VpnGateway": (
        "vpn_gateway",
        ("VpcId", "NetworkType", "VpnType", "Name", "VSwitchId", "DisasterRecoveryVSwitchId", "EnableIpsec"),
    ),
    "ALIYUN::VPC::CustomerGateway": ("customer_gateway", ("IpAddress", "Asn", "Name")),
    "ALIYUN::ECS::VPC": ("vpc", ("CidrBlock", "SecondaryCidrBlocks", "Name")),
}
_TERRAFORM = ("aliyun::terraform", "aliyun::opentofu")
# ROS 1.15.0 (2026-09-04) has a health check's policy on connections too; the API's own call has not.
_MORE: dict[Kind, dict[str, tuple[str, ...]]] = {
    "connection": {"HealthCheckConfig": ("Policy",)},
    "attachment": ATTACHMENT_MORE,
}
# Fields of the API's call that the resource does not have (ROS 1.15.0, 2026-09-04).
_LACKING = {
    "connection": {
        "Tags": "tag the resource through the stack's tags",
        "RegionId": "the stack's region counts",
        "ClientToken": "ROS makes its own",
        "DryRun": "preview the stack instead",
    }
}
_SECRET_NAME = re.compile(r"(?i)psk|secret|passw|shared_?key|private_?key|access_?key|token")
_NOTHING: dict[str, Entry] = {}


def is_ours(document: Node) -> bool:
    """Whether a document is a ROS template that plans a connection."""
    if not isinstance(document, Mapping):
        return False
    if is_terraform(document):
        return True
    resources = document.get("Resources")
    return isinstance(resources, Mapping) and any(
        isinstance(entry.value, Mapping) and text_of(entry.value.get("Type")) in TYPES
        for entry in resources.entries.values()
    )


def is_terraform(document: Mapping) -> bool:
    """Whether a template is a wrapping around Terraform files."""
    return isinstance(document.get("Workspace"), Mapping) and any(
        text.lower().startswith(_TERRAFORM) for text in _transforms(document)
    )


def _transforms(document: Mapping) -> list[str]:
    node = document.get("Transform")
    if node is None or is_null(node):
        return []
    items = node.items if not isinstance(node, (Scalar, Unknown, Mapping)) else [node]
    return [text_of(item) for item in items]


def read_ros(document: Node, source: Source) -> Reading:
    """The connections of a template."""
    assert isinstance(document, Mapping)
    if is_terraform(document):
        return _read_terraform(document)
    template = _template(document)
    reading = Reading(notes=template.notes)
    scope = scope_of(document)
    for name, entry in template.resources.entries.items():
        if isinstance(entry.value, Mapping):
            _resource(name, entry, entry.value, template, scope, reading)
    return reading


def _read_terraform(document: Mapping) -> Reading:
    """The Terraform files that a template wraps, each at its place in the template."""
    from ipseclint.dialects.terraform.read import read_texts

    workspace = _section(document, "Workspace")
    texts = {
        name: embed(entry.value) or embed_at(entry.value)
        for name, entry in workspace.entries.items()
        if isinstance(entry.value, Scalar) and isinstance(entry.value.value, str)
    }
    return rescoped(read_texts(texts, dialect="ros"), scope_of(document))


def _template(document: Mapping) -> Template:
    parameters = _section(document, "Parameters")
    for name, entry in parameters.entries.items():
        if isinstance(entry.value, Mapping):
            _hide_default(name, entry.value)
    return Template(
        resolve=resolve,
        parameters=parameters,
        mappings=_section(document, "Mappings"),
        conditions=_section(document, "Conditions"),
        resources=_section(document, "Resources"),
        local=_section(document, "Locals"),
        rewritten=bool(_transforms(document)) or "Modules" in document.entries,
    )


def _section(document: Mapping, name: str) -> Mapping:
    section = document.get(name)
    return section if isinstance(section, Mapping) else Mapping({}, document.span)


def _hide_default(name: str, parameter: Mapping) -> None:
    """A default that the template itself calls confidential is shown nowhere."""
    default = parameter.get("Default")
    confidential = text_of(parameter.get("NoEcho")).lower() == "true" or _SECRET_NAME.search(name)
    if confidential and isinstance(default, Scalar) and default.value is not None:
        default.span.hide()


def _resource(name: str, entry: Entry, resource: Mapping, template: Template, scope: str, reading: Reading) -> None:
    kind_of = text_of(resource.get("Type"))
    if kind_of not in TYPES and kind_of not in _KNOWN:
        return
    template.steps = 0
    if not _is_planned(resource, template):
        return
    properties = _properties(resource, entry, template, reading)
    if properties is None:
        return
    if kind_of in TYPES:
        reading.requests.append(_request(TYPES[kind_of], name, entry.key_span, properties, scope))
    else:
        kind, fields = _KNOWN[kind_of]
        values = {field: item for field in fields if (item := properties.get(field)) and not is_null(item)}
        reading.known.append(Known(kind, f"{scope}{name}", values, entry.key_span))


def _is_planned(resource: Mapping, template: Template) -> bool:
    """Whether the resource is made at all; what is unknown may be."""
    condition = resource.get("Condition")
    if condition is not None and not is_null(condition) and is_met(condition, template) is False:
        return False
    count = resource.get("Count")
    number = template.value(count) if count is not None else None
    return not (isinstance(number, Scalar) and number.text == "0")


def _properties(resource: Mapping, entry: Entry, template: Template, reading: Reading) -> Mapping | None:
    """The properties with all calls done; None when they are not known as a whole."""
    node = resource.get("Properties")
    if node is None or is_null(node):
        return Mapping(_NOTHING, entry.key_span)
    value = template.value(node)
    if isinstance(value, Mapping):
        return value
    if call_of(node) is None and not isinstance(node, Unknown):
        message = f"The Properties of {entry.key} are no mapping."
        reading.notes.append(Note("IPS103", message, "Write one property a line below it.", node.span))
    return None


def _request(kind: Kind, name: str, span: Span, properties: Mapping, scope: str) -> Request:
    conformed = conform(properties, kind, fold_case=("HealthCheckConfig",), more=_MORE[kind])
    body = native.settle(conformed.body, "")
    assert isinstance(body, Mapping)
    misplaced = [*conformed.misplaced, *_lacking(kind, body)]
    health = body.get("HealthCheckConfig")
    if kind == "connection" and isinstance(health, Mapping):
        health.entries.pop("Policy", None)
    return Request(
        "ros",
        body,
        span,
        kind=kind,
        address=name,
        spell=_spell,
        misplaced=misplaced,
        scope=scope,
        notes=conformed.notes,
    )


def _lacking(kind: Kind, body: Mapping) -> list[Misplaced]:
    """Take out the fields of the API's call that the resource does not have."""
    found = []
    for name, advice in _LACKING.get(kind, {}).items():
        entry = body.entries.pop(name, None)
        if entry is not None:
            found.append(Misplaced("", entry.key, entry.key_span, advice=advice))
    return found


def _spell(name: str, parent: str) -> str:
    return name.capitalize() if parent == "HealthCheckConfig" else name
