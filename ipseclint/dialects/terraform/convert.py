"""Terraform's conversions between types: of single values, and of collections to one type of item."""

from __future__ import annotations

from collections.abc import Iterable

from ipseclint.dialects.terraform.values import (
    EvalError,
    List,
    Map,
    Set,
    number_of,
    plain,
    sort_key,
    text_of,
)
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, Unknown

_BOOLS = {"true": True, "false": False, "1": True, "0": False}


def to_string(value: Node) -> Node:
    """A value as text. Unknown and null stay. Raises EvalError for a collection."""
    if isinstance(value, Unknown):
        return value
    if not isinstance(value, Scalar):
        raise EvalError("text expected")
    content = plain(value)
    if content is None or isinstance(content, str):
        return value
    return Scalar(text_of(content), value.span, value.style, value.related)


def to_number(value: Node) -> Node:
    """A value as number. Unknown and null stay. Raises EvalError."""
    if isinstance(value, Unknown):
        return value
    if not isinstance(value, Scalar):
        raise EvalError("number expected")
    content = plain(value)
    if isinstance(content, bool):
        raise EvalError("number expected")
    if content is None or isinstance(content, int | float):
        return value
    number = number_of(content)
    if number is None:
        raise EvalError("number expected")
    return Scalar(number, value.span, value.style, value.related)


def to_bool(value: Node) -> Node:
    """A value as boolean. Unknown and null stay. Raises EvalError."""
    if isinstance(value, Unknown):
        return value
    if not isinstance(value, Scalar):
        raise EvalError("boolean expected")
    content = plain(value)
    if content is None or isinstance(content, bool):
        return value
    if isinstance(content, str) and content in _BOOLS:
        return Scalar(_BOOLS[content], value.span, value.style, value.related)
    raise EvalError("boolean expected")


def need_string(value: Node) -> str:
    """A known text. Raises EvalError for null and everything that has none."""
    content = plain(_scalar(to_string(value)))
    if not isinstance(content, str):
        raise EvalError("text expected")
    return content


def need_number(value: Node) -> int | float:
    content = plain(_scalar(to_number(value)))
    if content is None or isinstance(content, str):
        raise EvalError("number expected")
    return content


def need_integer(value: Node) -> int:
    content = need_number(value)
    if not isinstance(content, int):
        raise EvalError("whole number expected")
    return content


def need_bool(value: Node) -> bool:
    content = plain(_scalar(to_bool(value)))
    if not isinstance(content, bool):
        raise EvalError("boolean expected")
    return content


def _scalar(value: Node) -> Scalar:
    if not isinstance(value, Scalar):
        raise EvalError("single value expected")
    return value


def need_items(value: Node) -> list[Node]:
    """The items of a list, tuple or set. Raises EvalError."""
    if not isinstance(value, Sequence):
        raise EvalError("list expected")
    return value.items


def need_mapping(value: Node) -> Mapping:
    if not isinstance(value, Mapping):
        raise EvalError("map expected")
    return value


def primitive_kind(values: Iterable[Node]) -> str | None:
    """The type that primitive values share once converted: number, bool or string; None where some are no
    primitive values, or all are null or unknown."""
    kinds: set[str] = set()
    for value in values:
        if isinstance(value, Unknown) or (isinstance(value, Scalar) and value.value is None):
            continue
        if not isinstance(value, Scalar):
            return None
        content = plain(value)
        kinds.add("bool" if isinstance(content, bool) else "string" if isinstance(content, str) else "number")
    if not kinds:
        return None
    return kinds.pop() if len(kinds) == 1 else "string"


def unified(values: list[Node]) -> list[Node]:
    """Values with one type, as the items of a list have. Raises EvalError where there is none."""
    if primitive_kind(values) == "string":
        return [to_string(value) for value in values]
    shapes = {_shape(value) for value in values} - {""}
    if len(shapes) > 1:
        raise EvalError("the items have no common type")
    return values


def _shape(value: Node) -> str:
    if isinstance(value, Sequence):
        return "sequence"
    if isinstance(value, Mapping):
        return "mapping"
    if isinstance(value, Unknown) or value.value is None:
        return ""
    return "primitive"


def to_list(value: Node) -> Node:
    if isinstance(value, Unknown):
        return value
    if isinstance(value, Set) and any(isinstance(item, Unknown) for item in value.items):
        raise UnknownOrder
    return List(unified(need_items(value)), value.span, value.related)


class UnknownOrder(EvalError):
    """A set with unknown items has no known order."""


def to_set(value: Node) -> Node:
    if isinstance(value, Unknown):
        return value
    return Set(distinct(unified(need_items(value)), ordered=True), value.span, value.related)


def to_map(value: Node) -> Node:
    if isinstance(value, Unknown):
        return value
    entries = need_mapping(value).entries
    values = unified([entry.value for entry in entries.values()])
    pairs = zip(entries.items(), values, strict=True)
    return Map(
        {key: Entry(entry.key, entry.key_span, item) for (key, entry), item in pairs},
        value.span,
        value.related,
    )


def distinct(values: list[Node], *, ordered: bool = False) -> list[Node]:
    """Values without repetitions; the first of equal ones stays. `ordered` puts them in a set's order."""
    seen: set[object] = set()
    kept: list[Node] = []
    for value in values:
        key = identity(value)
        if key not in seen:
            seen.add(key)
            kept.append(value)
    return sorted(kept, key=sort_key) if ordered else kept


def identity(value: Node) -> object:
    """Something equal for equal values only; an unknown value equals nothing but itself. The value must have
    been measured against the budget."""
    if isinstance(value, Scalar):
        content = plain(value)
        return (type(content) if isinstance(content, bool | str) else None, content)
    if isinstance(value, Sequence):
        kind = "set" if isinstance(value, Set) else "list" if isinstance(value, List) else "tuple"
        return (kind, *(identity(item) for item in value.items))
    if isinstance(value, Mapping):
        kind = "map" if isinstance(value, Map) else "object"
        return (kind, *((k, identity(e.value)) for k, e in sorted(value.entries.items())))
    return value
