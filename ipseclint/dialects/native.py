"""Native files: one connection, a list, or a document with `connections:` and an inventory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipseclint import facts
from ipseclint.dialects.foreign import is_foreign
from ipseclint.dialects.request import is_request, unpack
from ipseclint.dialects.shape import Conformed, conform, flat, is_api_like, unquoted
from ipseclint.dialects.tree import Kind, Known, Reading, Request, Resource
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.note import Note
from ipseclint.secret import Secret
from ipseclint.span import Span

_TELLING = frozenset(
    flat(name)
    for name in (
        "VpnGatewayId",
        "CustomerGatewayId",
        "LocalSubnet",
        "RemoteSubnet",
        "IkeConfig",
        "IpsecConfig",
        "TunnelOptionsSpecification",
    )
)
# Bytes of which a file with a native connection has at least two, whatever their case.
MARKS = tuple(sorted(name.encode() for name in _TELLING))

_INVENTORY: dict[str, tuple[Resource, str]] = {
    "vpn_gateways": ("vpn_gateway", "VpnGatewayId"),
    "customer_gateways": ("customer_gateway", "CustomerGatewayId"),
    "vpcs": ("vpc", "VpcId"),
}
# Pairs of bytes of which a file with an inventory has one.
INVENTORY_MARKS = tuple((key.encode(), id_field.encode()) for key, (_, id_field) in _INVENTORY.items())
_INVENTORY_FIELDS = {
    "vpn_gateways": (
        "VpnGatewayId",
        "InternetIp",
        "DisasterRecoveryInternetIp",
        "NetworkType",
        "VpnType",
        "VpcId",
        "Name",
        "RegionId",
    ),
    "customer_gateways": ("CustomerGatewayId", "IpAddress", "Asn", "Name", "RegionId"),
    "vpcs": ("VpcId", "CidrBlock", "SecondaryCidrBlocks", "Name", "RegionId"),
}
# `${env:NAME}`, `${NAME}` and `{{ name }}` anywhere; a bare `{NAME}` too, but in a key only as the whole text.
# The bounds keep the search in texts full of openings short.
_REFERENCE = re.compile(r"\$\{[^}]{0,500}\}|\{\{.{0,500}?\}\}|<%.{0,500}?%>")
_BARE = re.compile(r"\{[A-Za-z_][\w.\-]*\}")
# What sops and ansible-vault put in the place of a value.
_ENCRYPTED = re.compile(r"ENC\[[A-Z0-9_]+,.*\]\Z|\$ANSIBLE_VAULT;", re.DOTALL)
# A value that has an anchor, or a list whose first item has one.
_ANCHORED = re.compile(r"[ \t]*:\s+(?:-[ \t]+)?&\S")
_TRUE = frozenset(("yes", "Yes", "YES", "on", "On", "ON", "y", "Y"))
_FALSE = frozenset(("no", "No", "NO", "off", "Off", "OFF", "n", "N"))


def read_native(document: Node) -> Reading:
    """The connections of one YAML document or JSON text; an empty reading when it is nobody's."""
    reading = Reading()
    if isinstance(document, Mapping):
        if is_connection(document):
            _add(document, reading)
        elif isinstance(document.get("connections"), Sequence):
            _document(document, reading)
        else:
            _inventory_alone(document, reading)
    elif isinstance(document, Sequence):
        _list(document.items, reading)
    return reading


def is_connection(node: Node) -> bool:
    """Whether a node is a connection in API names, well spelt or nearly so."""
    return isinstance(node, Mapping) and is_api_like(node, _TELLING) >= 2 and _is_planned(node) and not is_foreign(node)


def _is_planned(mapping: Mapping) -> bool:
    """Whether the call, if one is named, is the one that creates a connection."""
    action = mapping.get("Action")
    return not isinstance(action, Scalar) or action.text in ("CreateVpnConnection", "CreateVpnAttachment")


def _document(document: Mapping, reading: Reading) -> None:
    connections = document.get("connections")
    assert isinstance(connections, Sequence)
    if not connections.items:
        _inventory_alone(document, reading)
        return
    if not any(is_connection(item) for item in connections.items):
        return
    _list(connections.items, reading)
    for key, item in _inventory_items(document):
        _inventory_item(key, item, reading)
    _stray_keys(document, ("connections", *_INVENTORY), "the document", reading)


def _inventory_alone(document: Mapping, reading: Reading) -> None:
    """What a document without connections says of the gateways and VPCs of others. It may be some other tool's, so
    nothing is said of what it lacks."""
    for key, item in _inventory_items(document):
        if isinstance(item, Mapping):
            _know(key, item, reading)


def _inventory_items(document: Mapping) -> Iterator[tuple[str, Node]]:
    for key in _INVENTORY:
        listed = document.get(key)
        if isinstance(listed, Sequence):
            for item in listed.items:
                yield key, item


def _list(items: list[Node], reading: Reading) -> None:
    if not any(is_connection(item) for item in items):
        return
    for item in items:
        if isinstance(item, Mapping):
            _add(item, reading)
        elif not isinstance(item, Unknown):
            message = "An item of the list of connections is no mapping."
            help_ = "Write the connection's fields below it, or remove it."
            reading.notes.append(Note("IPS103", message, help_, item.span))


def _add(mapping: Mapping, reading: Reading) -> None:
    dialect = "request" if is_request(mapping) else "native"
    body = unpack(mapping, reading.notes) if dialect == "request" else mapping
    kind = _kind(mapping)
    conformed: Conformed = conform(body, kind=kind)
    settled = settle(conformed.body, "")
    assert isinstance(settled, Mapping)
    reading.notes.extend(conformed.notes)
    first = next(iter(mapping.entries.values()), None)
    span = first.key_span if first is not None else mapping.span
    reading.requests.append(Request(dialect, settled, span, kind, misplaced=conformed.misplaced))


def _kind(mapping: Mapping) -> Kind:
    """What the call makes; without one named, a connection."""
    action = mapping.get("Action")
    attaches = isinstance(action, Scalar) and action.text == "CreateVpnAttachment"
    return "attachment" if attaches else "connection"


def settle(node: Node, name: str) -> Node:
    """The node with texts that are templates made Unknown, and YAML 1.1's words for true and false read where
    a boolean is meant. `name` is the field the node is the value of."""
    if isinstance(node, Scalar):
        return _settle_scalar(node, name)
    if isinstance(node, Sequence):
        items = [settle(item, name) for item in node.items]
        same = all(one is other for one, other in zip(items, node.items, strict=True))
        return node if same else Sequence(items, node.span, node.related)
    if isinstance(node, Mapping):
        return unquoted(node) or _settle_mapping(node)
    return node


def _settle_mapping(mapping: Mapping) -> Mapping:
    """The mapping itself where nothing in it has to change: most have nothing."""
    changed: dict[str, Entry] = {}
    for key, entry in mapping.entries.items():
        value = settle(entry.value, key)
        if value is not entry.value:
            changed[key] = Entry(entry.key, entry.key_span, value)
    return Mapping({**mapping.entries, **changed}, mapping.span, mapping.related) if changed else mapping


def _settle_scalar(scalar: Scalar, name: str) -> Node:
    value = scalar.value
    if isinstance(value, (Secret, str)):
        text = value if isinstance(value, str) else value.reveal()
        if text[:1] in "E$" and _ENCRYPTED.match(text):
            return Unknown("an encrypted value", scalar.span, related=scalar.related)
        if is_template(text, strict=isinstance(value, Secret)):
            expression = text if not isinstance(value, Secret) else _references(text)
            return Unknown(expression, scalar.span, related=scalar.related)
        if name in facts.BOOLEAN_FIELDS and scalar.style == "plain" and (text in _TRUE or text in _FALSE):
            return Scalar(text in _TRUE, scalar.span, scalar.style, scalar.related)
    return scalar


def is_template(text: str, strict: bool = False) -> bool:
    """Whether a text is or holds a template. In a key (`strict`) braces alone are characters like others,
    unless they are all there is."""
    if not ("{" in text and "}" in text) and "<%" not in text:
        return False
    if _REFERENCE.search(text):
        return True
    return bool(_BARE.fullmatch(text) if strict else _BARE.search(text))


def _references(text: str) -> str:
    """Only the references of a secret text."""
    if _BARE.fullmatch(text):
        return text
    return " ".join(match[0] for match in _REFERENCE.finditer(text))


def _inventory_item(key: str, item: Node, reading: Reading) -> None:
    _, id_field = _INVENTORY[key]
    if not isinstance(item, Mapping):
        message = f"An item of {key} is no mapping."
        reading.notes.append(Note("IPS103", message, f"Write {id_field} and what is known of it.", item.span))
        return
    _stray_keys(item, _INVENTORY_FIELDS[key], key, reading)
    if not _know(key, item, reading):
        message = f"An item of {key} has no {id_field}, so that no connection can refer to it."
        reading.notes.append(Note("IPS101", message, f"Add {id_field}.", _first_key(item)))


def _know(key: str, item: Mapping, reading: Reading) -> bool:
    """Take an item of an inventory over, if it has its id."""
    kind, id_field = _INVENTORY[key]
    identity = item.get(id_field)
    if not isinstance(identity, Scalar) or not identity.text:
        return False
    settled = settle(item, "")
    assert isinstance(settled, Mapping)
    fields = {name: entry.value for name, entry in settled.entries.items()}
    reading.known.append(Known(kind, identity.text, fields, _first_key(item)))
    return True


def _stray_keys(mapping: Mapping, allowed: tuple[str, ...], what: str, reading: Reading) -> None:
    import difflib

    for key, entry in mapping.entries.items():
        if key in allowed or _is_private(key, entry):
            continue
        near = difflib.get_close_matches(key.lower(), [name.lower() for name in allowed], n=1, cutoff=0.7)
        meant = next((name for name in allowed if near and name.lower() == near[0]), "")
        help_ = f"Did you mean {meant}?" if meant else f"Known here: {', '.join(allowed)}."
        reading.notes.append(Note("IPS102", f"{what} has no key {key!r}.", help_, entry.key_span))


def _is_private(key: str, entry: Entry) -> bool:
    """Whether a key of a document is its author's own: by its name, or because an anchor names what it holds."""
    span = entry.key_span
    return key.startswith(("x-", ".")) or _ANCHORED.match(span.source.text, span.end) is not None


def _first_key(mapping: Mapping) -> Span:
    first = next(iter(mapping.entries.values()), None)
    return first.key_span if first is not None else mapping.span
