"""The functions of ROS templates: what a value stands for, with the place where it is written."""

from __future__ import annotations

import re
from collections.abc import Callable

from ipseclint.dialects.ros_conditions import choose
from ipseclint.dialects.ros_references import attribute, find_in_map, get_attribute, name_of, ref
from ipseclint.dialects.ros_template import Call, Template, call_of
from ipseclint.dialects.trail import MAX_TEXT, joined, made, pieces, selected, text_of
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.secret import Secret, is_secret_key

_SUBSTITUTE = re.compile(r"\$\{(!?)([^}]{0,500})\}")
_LISTS = frozenset(("LocalSubnet", "RemoteSubnet"))
_NAMES = frozenset(("Ref", "Fn::GetAtt"))


def resolve(node: Node, template: Template) -> Node | None:
    """What a node stands for, all calls in it done; None where it stands for no value at all."""
    return template.deeper(node, lambda: _resolved(node, template))


def _resolved(node: Node, template: Template) -> Node | None:
    call = call_of(node)
    if call is not None:
        function = _FUNCTIONS.get(call.name)
        return function(call, template) if function is not None else call.unknown
    if isinstance(node, Mapping):
        return _mapping(node, template)
    if isinstance(node, Sequence):
        items = [resolve(item, template) for item in node.items]
        return Sequence([item for item in items if item is not None], node.span, node.related)
    if isinstance(node, Scalar):
        template.taken.append(node.span)
    return node


def _mapping(mapping: Mapping, template: Template) -> Mapping:
    entries = {}
    for key, entry in mapping.entries.items():
        value = _entry(key, entry.value, template)
        if value is not None:
            entries[key] = Entry(entry.key, entry.key_span, value)
    return Mapping(entries, mapping.span, mapping.related)


def _entry(key: str, node: Node, template: Template) -> Node | None:
    if is_secret_key(key):
        return _secret(node, template)
    if key in _LISTS:
        listed = _joined_list(node, template)
        if listed is not None:
            return listed
    return resolve(node, template)


def _secret(node: Node, template: Template) -> Node | None:
    """A secret value. Every literal that may become it is hidden too, chosen or not."""
    _hide_literals(node)
    return template.sealed(lambda: resolve(node, template))


def _hide_literals(node: Node) -> None:
    call = call_of(node)
    if call is not None and call.name in _NAMES:
        return
    if isinstance(node, Scalar) and node.value is not None:
        node.span.hide()
    elif isinstance(node, Unknown) and node.inner is not None:
        _hide_literals(node.inner)
    elif isinstance(node, Sequence):
        for item in node.items:
            _hide_literals(item)
    elif isinstance(node, Mapping):
        for entry in node.entries.values():
            _hide_literals(entry.value)


def _joined_list(node: Node, template: Template) -> Node | None:
    """A list that is joined with commas as the list it is, so that each item keeps its place."""
    call = call_of(node)
    if call is None or call.name != "Fn::Join" or not isinstance(call.argument, Sequence):
        return None
    parts = call.argument.items
    if len(parts) != 2 or text_of(parts[0]) != ",":
        return None
    listed = resolve(parts[1], template)
    if not isinstance(listed, Sequence) or any("," in text_of(item) for item in listed.items):
        return None
    return Sequence(listed.items, call.span)


def _join(call: Call, template: Template) -> Node | None:
    parts = template.values(call.argument)
    if len(parts) != 2 or not isinstance(parts[0], Scalar) or not isinstance(parts[1], Sequence):
        return call.unknown
    return joined(parts[0].text, parts[1].items, call.span) or call.unknown


def _sub(call: Call, template: Template) -> Node | None:
    argument, given = call.argument, Mapping({}, call.span)
    if isinstance(argument, Sequence) and argument.items:
        if len(argument.items) > 1 and isinstance(argument.items[1], Mapping):
            given = _mapping(argument.items[1], template)
        argument = argument.items[0]
    if not isinstance(argument, Scalar):
        return call.unknown
    template.taken.append(argument.span)
    whole = _SUBSTITUTE.fullmatch(argument.text)
    if whole and not whole[1]:
        return _substitute(whole[2].strip(), given, call, template)
    if not _SUBSTITUTE.search(argument.text):
        return argument
    return _filled(argument.text, given, call, template)


def _filled(text: str, given: Mapping, call: Call, template: Template) -> Node:
    values: list[Node] = []
    size = 0

    def put(match: re.Match[str]) -> str:
        if match[1]:
            return "${" + match[2] + "}"
        nonlocal size
        value = _substitute(match[2].strip(), given, call, template)
        if value is not None:
            values.append(value)
        size += len(text_of(value))
        return text_of(value) if size <= MAX_TEXT else ""

    done = _SUBSTITUTE.sub(put, text)
    if all(isinstance(value, Scalar) for value in values) and size <= MAX_TEXT:
        return made(done, call.span, values)
    return Unknown(text, call.span)


def _substitute(name: str, given: Mapping, call: Call, template: Template) -> Node | None:
    if name in given.entries:
        return given.get(name)
    named = Scalar(name, call.span, "made")
    resource, dot, rest = name.partition(".")
    if dot and not name.startswith("ALIYUN::"):
        return attribute(resource, rest, Call("Fn::GetAtt", named, call.span), template)
    return name_of(name, Call("Ref", named, call.span), template)


def _select(call: Call, template: Template) -> Node | None:
    parts = template.values(call.argument)
    if len(parts) < 2 or not isinstance(parts[0], Scalar):
        return call.unknown
    return selected(parts[0].text, parts[1]) or call.unknown


def _split(call: Call, template: Template) -> Node | None:
    parts = template.values(call.argument)
    if len(parts) != 2 or not isinstance(parts[1], Scalar) or not text_of(parts[0]):
        return call.unknown
    return Sequence(pieces(parts[1], text_of(parts[0])), call.span)


def _str(call: Call, template: Template) -> Node | None:
    value = template.value(call.argument)
    if isinstance(value, Scalar) and not isinstance(value.value, Secret):
        return Scalar(value.text, value.span, value.style, value.related)
    return value


def _list_merge(call: Call, template: Template) -> Node | None:
    merged: list[Node] = []
    for piece in template.values(call.argument):
        if not isinstance(piece, Sequence):
            return call.unknown
        merged.extend(piece.items)
    return Sequence(merged, call.span)


_FUNCTIONS: dict[str, Callable[[Call, Template], Node | None]] = {
    "Ref": ref,
    "Fn::GetAtt": get_attribute,
    "Fn::FindInMap": find_in_map,
    "Fn::If": choose,
    "Fn::Join": _join,
    "Fn::Sub": _sub,
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::Str": _str,
    "Fn::ListMerge": _list_merge,
}
