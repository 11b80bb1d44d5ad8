"""Functions on maps: keys, merge, zipmap and their kin. Values keep the places they came from."""

from __future__ import annotations

from ipseclint.dialects.terraform.budget import Budget
from ipseclint.dialects.terraform.convert import need_items, need_mapping, need_string, unified
from ipseclint.dialects.terraform.frame import Frame, unknown_at
from ipseclint.dialects.terraform.functions.kit import Function, is_null, known, known_inside
from ipseclint.dialects.terraform.loops import pairs
from ipseclint.dialects.terraform.values import EvalError, List, Map, sorted_entries
from ipseclint.node import Entry, Mapping, Node, Sequence, Unknown
from ipseclint.read.hcl_syntax import Call
from ipseclint.span import Span


def _keys(arguments: list[Node], span: Span, budget: Budget) -> Node:
    mapping = need_mapping(arguments[0])
    budget.items(len(mapping.entries))
    return List([key for key, _ in pairs(mapping) or ()], span)


def _values(arguments: list[Node], span: Span, budget: Budget) -> Node:
    mapping = need_mapping(arguments[0])
    budget.items(len(mapping.entries))
    kind = List if isinstance(mapping, Map) else Sequence
    return kind([entry.value for _, entry in sorted_entries(mapping)], span)


def _merge(arguments: list[Node], span: Span, budget: Budget) -> Node:
    """One map of several; a key's last value counts. Nulls are passed over."""
    entries: dict[str, Entry] = {}
    given = [need_mapping(argument) for argument in arguments if not is_null(argument)]
    budget.items(sum(len(mapping.entries) for mapping in given))
    for mapping in given:
        entries.update(mapping.entries)
    kind = Map if given and all(isinstance(mapping, Map) for mapping in given) else Mapping
    return kind(entries, span)


def _zipmap(arguments: list[Node], span: Span, budget: Budget) -> Node:
    keys, values = need_items(arguments[0]), need_items(arguments[1])
    if len(keys) != len(values):
        raise EvalError("the lists differ in length")
    entries: dict[str, Entry] = {}
    for key, value in zip(keys, values, strict=True):
        name = need_string(key)
        entries[name] = Entry(name, key.span, value)
    kind = Map if isinstance(arguments[1], List) else Mapping
    return kind(entries, span)


def _map(arguments: list[Node], expr: Call, frame: Frame) -> Node:
    """The old `map("key", value, ...)`."""
    if len(arguments) % 2:
        raise EvalError("a key has no value")
    keys, values = arguments[::2], unified(arguments[1::2])
    if any(isinstance(key, Unknown) for key in keys):
        return unknown_at(expr)
    names = [need_string(key) for key in keys]
    entries = {n: Entry(n, k.span, v) for n, k, v in zip(names, keys, values, strict=True)}
    return Map(entries, expr.span)


def _list(arguments: list[Node], expr: Call, frame: Frame) -> Node:
    """The old `list(item, ...)`."""
    return List(unified(arguments), expr.span)


def _transpose(arguments: list[Node], span: Span, budget: Budget) -> Node:
    """A map of lists of texts the other way round."""
    budget.measure(arguments[0])
    found: dict[str, list[Node]] = {}
    for key, entry in sorted_entries(need_mapping(arguments[0])):
        for item in need_items(entry.value):
            name = need_string(item)
            found.setdefault(name, []).extend(k for k, _ in pairs(Mapping({key: entry}, span)) or ())
    return Map({name: Entry(name, span, List(items, span)) for name, items in sorted(found.items())}, span)


MAPS: dict[str, Function] = {
    "keys": known(_keys, 1, 1),
    "list": _list,
    "map": _map,
    "merge": known(_merge, 0),
    "transpose": known_inside(_transpose, 1, 1),
    "values": known(_values, 1, 1),
    "zipmap": known(_zipmap, 2, 2),
}
