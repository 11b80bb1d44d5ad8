"""The API request: JSON strings, dotted and numbered keys become the tree they stand for."""

from __future__ import annotations

import re

from ipseclint.dialects.shape import LISTS, PLACES
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.note import Note
from ipseclint.read.place import embed

# Fields that the wire carries as the text of a JSON object.
JSON_TEXTS = ("IkeConfig", "IpsecConfig", "HealthCheckConfig", "BgpConfig")
_TEXT_PLACES = frozenset(
    (*JSON_TEXTS, "TunnelOptionsSpecification", "TunnelIkeConfig", "TunnelIpsecConfig", "TunnelBgpConfig")
)
_LIST_TEXTS = frozenset(("LocalSubnet", "RemoteSubnet"))
_NUMBER = re.compile(r"[1-9][0-9]{0,3}\Z")


def is_request(mapping: Mapping) -> bool:
    """Whether the mapping is written as the wire or the command line writes it."""
    if "Action" in mapping.entries:
        return True
    if any("." in key for key in mapping.entries):
        return True
    return any(isinstance(mapping.get(name), Scalar) for name in JSON_TEXTS)


def unpack(mapping: Mapping, notes: list[Note]) -> Mapping:
    """The request with its JSON texts read and its dotted keys nested; faults inside become notes."""
    return _unpack_texts(_nest(mapping), notes)


def _nest(mapping: Mapping) -> Mapping:
    """`TunnelOptionsSpecification.1.Role` becomes the role of the first tunnel."""
    if not any("." in key for key in mapping.entries):
        return mapping
    root = Mapping({}, mapping.span, mapping.related)
    holders: dict[str, Mapping] = {}
    for key, entry in mapping.entries.items():
        head = key.split(".", 1)[0]
        if "." not in key or head not in PLACES:
            root.entries[key] = entry
            continue
        _put(root, key.split("."), entry, holders)
    _list_numbered(root, holders)
    return root


def _put(root: Mapping, path: list[str], entry: Entry, holders: dict[str, Mapping]) -> None:
    at, trail = root, ""
    for step in path[:-1]:
        trail = f"{trail}.{step}"
        held = at.entries.get(step)
        if held is None or not isinstance(held.value, Mapping):
            made = Mapping({}, entry.key_span)
            holders[trail] = made
            at.entries[step] = held = Entry(step, entry.key_span, made)
        assert isinstance(held.value, Mapping)
        at = held.value
    at.entries[path[-1]] = Entry(entry.key, entry.key_span, entry.value)


def _list_numbered(root: Mapping, holders: dict[str, Mapping]) -> None:
    for trail in holders:
        name = trail[1:]
        if name not in LISTS:
            continue
        entry = root.entries[name]
        holder = entry.value
        if isinstance(holder, Mapping) and all(_NUMBER.match(key) for key in holder.entries):
            ordered = sorted(holder.entries.items(), key=lambda item: int(item[0]))
            items = [child.value for _, child in ordered]
            root.entries[name] = Entry(entry.key, entry.key_span, Sequence(items, holder.span))


def _unpack_texts(mapping: Mapping, notes: list[Note]) -> Mapping:
    entries = {}
    for key, entry in mapping.entries.items():
        value = entry.value
        if key in _TEXT_PLACES and isinstance(value, Scalar):
            value = _read_text(value, notes)
        if key == "TunnelOptionsSpecification" and isinstance(value, Sequence):
            items = [_unpack_texts(i, notes) if isinstance(i, Mapping) else i for i in value.items]
            value = Sequence(items, value.span, value.related)
        entries[key] = Entry(entry.key, entry.key_span, value)
    return Mapping(entries, mapping.span, mapping.related)


def _read_text(scalar: Scalar, notes: list[Note]) -> Node:
    """The object or list that a JSON text stands for; the text itself where it is none."""
    from ipseclint.read.json import read_json

    text = scalar.text.strip()
    if not text.startswith(("{", "[")) or text.startswith("{{"):
        return scalar
    inner = embed(scalar)
    if inner is None:
        return _read_at(scalar, scalar.text, notes)
    node, faults = read_json(inner)
    if node is None and re.fullmatch(r"\{[\w.\- ]+\}", text):
        return scalar
    notes.extend(faults)
    return node if node is not None else Unknown("text that is no JSON", scalar.span)


def _read_at(scalar: Scalar, text: str, notes: list[Note]) -> Node:
    """Read a text whose characters cannot be placed: everything in it is told at the scalar."""
    from ipseclint.read.json import read_json

    inner = scalar.span.source.embed(text, [scalar.span.start] * len(text) + [scalar.span.end])
    node, faults = read_json(inner)
    notes.extend(faults)
    return node if node is not None else Unknown("text that is no JSON", scalar.span)
