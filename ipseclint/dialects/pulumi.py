"""Pulumi YAML: connections and attachments among a program's resources, in Pulumi's spelling."""

from __future__ import annotations

import re
from functools import lru_cache

from ipseclint.dialects import provider
from ipseclint.dialects.provider_names import KNOWN, SCHEMAS, Spelling
from ipseclint.dialects.pulumi_values import Program, resolve
from ipseclint.dialects.trail import scope_of, text_of
from ipseclint.dialects.tree import Reading
from ipseclint.node import Entry, Mapping, Node, Sequence, Unknown, is_null
from ipseclint.note import Note
from ipseclint.span import Source

# Resource types by module and name; Pulumi takes them with and without the repeated name.
_TOKENS = {
    ("vpn", "Connection"): provider.CONNECTION,
    ("vpn", "GatewayVpnAttachment"): provider.ATTACHMENT,
    ("vpn", "CustomerGateway"): "alicloud_vpn_customer_gateway",
    ("vpn", "Gateway"): "alicloud_vpn_gateway",
    ("vpc", "Network"): "alicloud_vpc",
}
_PLANNED = frozenset((provider.CONNECTION, provider.ATTACHMENT))
_TOKEN = re.compile(r"alicloud:(vpn|vpc)(?:/(\w+))?:(\w+)\Z")
_WORD_START = re.compile(r"_([a-z])")
# Lists have plural names in Pulumi (pulumi-alicloud 4.0.0, 2026-10-20).
_PLURALS = {
    provider.CONNECTION: {
        "local_subnet": "localSubnets",
        "remote_subnet": "remoteSubnets",
        "tunnel_options_specification": "tunnelOptionsSpecifications",
    },
    provider.ATTACHMENT: {"tunnel_options_specification": "tunnelOptionsSpecifications"},
}


def is_ours(document: Node) -> bool:
    """Whether a document is a Pulumi program that plans a connection."""
    resources = document.get("resources") if isinstance(document, Mapping) else None
    return isinstance(resources, Mapping) and any(
        _type_of(entry.value) in _PLANNED for entry in resources.entries.values()
    )


def read_pulumi(document: Node, source: Source) -> Reading:
    """The connections of a program."""
    assert isinstance(document, Mapping)
    program = Program.of(document)
    reading = Reading(notes=program.notes)
    scope = scope_of(document)
    for name, entry in program.resources.entries.items():
        kind = _type_of(entry.value)
        if kind and isinstance(entry.value, Mapping) and "get" not in entry.value.entries:
            _resource(kind, name, entry, program, scope, reading)
    return reading


def _type_of(node: Node) -> str:
    """The provider's resource type of a resource, "" when it is another one."""
    match = _TOKEN.match(text_of(node.get("type"))) if isinstance(node, Mapping) else None
    if match is None:
        return ""
    module, inner, name = match.groups()
    if inner is not None and inner.lower() != name.lower():
        return ""
    return _TOKENS.get((module, name), "")


def _resource(kind: str, name: str, entry: Entry, program: Program, scope: str, reading: Reading) -> None:
    assert isinstance(entry.value, Mapping)
    program.steps = 0
    values = _properties(kind, entry, program)
    if values is None:
        return
    span = entry.key_span
    if kind in _PLANNED:
        style = provider.Style("pulumi", spelling=_spelling(kind), template=True)
        made = provider.lift(kind, values, style=style, address=name, span=span, scope=scope)
        reading.requests.append(made)
    else:
        known = provider.known(kind, values, identity=f"{scope}{name}", span=span)
        if known is not None:
            reading.known.append(known)


def _properties(kind: str, entry: Entry, program: Program) -> Mapping | None:
    """The properties in the provider's names; None when they are not known as a whole."""
    assert isinstance(entry.value, Mapping)
    node = entry.value.get("properties")
    if node is None or is_null(node):
        return Mapping({}, entry.key_span)
    found = resolve(node, program)
    if isinstance(found, Mapping):
        return _renamed(kind, found)
    if not isinstance(found, Unknown):
        message = f"The properties of {entry.key} are no mapping."
        program.notes.append(Note("IPS103", message, "Write one property a line below it.", node.span))
    return None


def _renamed(kind: str, mapping: Mapping) -> Mapping:
    """A mapping, and those below it, with the provider's names as keys."""
    names = _names(kind)
    entries = {}
    for key, entry in mapping.entries.items():
        # A name in the provider's own spelling is none of Pulumi's: it must not pass for one.
        name = names.get(key) or key.replace("_", "-")
        value = entry.value if name == "tags" else _renamed_below(kind, entry.value)
        entries[name] = Entry(entry.key, entry.key_span, value)
    return Mapping(entries, mapping.span, mapping.related)


def _renamed_below(kind: str, node: Node) -> Node:
    if isinstance(node, Mapping):
        return _renamed(kind, node)
    if isinstance(node, Sequence):
        return Sequence([_renamed_below(kind, item) for item in node.items], node.span, node.related)
    return node


@lru_cache(maxsize=8)
def _names(kind: str) -> dict[str, str]:
    """Pulumi's names of a resource's attributes to the provider's."""
    spelling = _spelling(kind)
    if kind in KNOWN:
        return {spelling(name): name for name in KNOWN[kind][1]}
    schema = SCHEMAS[kind]
    names = {name for fields in schema.places.values() for name in fields}
    names.update(name for kept in (schema.computed, schema.unsent) for group in kept.values() for name in group)
    return {spelling(name): name for name in names}


@lru_cache(maxsize=8)
def _spelling(kind: str) -> Spelling:
    plurals = _PLURALS.get(kind, {})
    return lambda name: plurals.get(name) or _WORD_START.sub(lambda match: match[1].upper(), name)
