"""Functions on lists: concat, element, flatten, slice and their kin. Items keep the places they came from."""

from __future__ import annotations

from ipseclint.dialects.terraform.budget import Budget
from ipseclint.dialects.terraform.convert import (
    distinct,
    identity,
    need_integer,
    need_items,
    need_number,
    need_string,
    unified,
)
from ipseclint.dialects.terraform.functions.kit import Function, is_empty_text, is_null, known, known_inside
from ipseclint.dialects.terraform.loops import size
from ipseclint.dialects.terraform.operators import equal
from ipseclint.dialects.terraform.values import EvalError, List, Set, arithmetic, made, plain, unknown
from ipseclint.node import Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.span import Span


def _concat(arguments: list[Node], span: Span, budget: Budget) -> Node:
    parts = [need_items(argument) for argument in arguments]
    budget.items(sum(len(part) for part in parts))
    kind = List if all(isinstance(argument, List) for argument in arguments) else Sequence
    return kind([item for part in parts for item in part], span)


def _element(arguments: list[Node], span: Span, budget: Budget) -> Node:
    """The item at an index that wraps around."""
    items, index = _ordered(arguments[0]), need_integer(arguments[1])
    if not items:
        raise EvalError("the list is empty")
    return items[index % len(items)]


def _flatten(arguments: list[Node], span: Span, budget: Budget) -> Node:
    budget.measure(arguments[0])
    flat: list[Node] = []
    stack = list(reversed(need_items(arguments[0])))
    while stack:
        item = stack.pop()
        if isinstance(item, Sequence):
            stack.extend(reversed(item.items))
        elif isinstance(item, Unknown):
            return unknown(span)
        else:
            flat.append(item)
    return Sequence(flat, span)


def _distinct(arguments: list[Node], span: Span, budget: Budget) -> Node:
    budget.measure(arguments[0])
    return List(distinct(unified(need_items(arguments[0]))), span)


def _compact(arguments: list[Node], span: Span, budget: Budget) -> Node:
    items = [item for item in need_items(arguments[0]) if not is_null(item) and not is_empty_text(item)]
    for item in items:
        need_string(item)
    return List(items, span)


def _length(arguments: list[Node], span: Span, budget: Budget) -> Node:
    value = arguments[0]
    if isinstance(value, Set) and any(isinstance(item, Unknown) for item in value.items):
        return unknown(span)
    if isinstance(value, Sequence | Mapping):
        return made(size(value), span)
    return made(_characters(need_string(value)), span)


def _characters(text: str) -> int:
    """How many characters a reader sees: marks and joined ones count with the one before."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    from unicodedata import category

    count, joined = 0, False
    for char in text:
        mark = category(char) in ("Mn", "Me", "Mc") or char == "\u200d" or "\U0001f3fb" <= char <= "\U0001f3ff"
        count += not mark and not joined
        joined = char == "\u200d"
    return count


def _contains(arguments: list[Node], span: Span, budget: Budget) -> Node:
    open_ = False
    for item in need_items(arguments[0]):
        same = equal(_as(item, arguments[1]), arguments[1], budget)
        if same:
            return made(True, span)
        open_ = open_ or same is None
    return unknown(span) if open_ else made(False, span)


def _as(item: Node, other: Node) -> Node:
    """A number beside a text is compared as text."""
    if isinstance(item, Scalar) and isinstance(other, Scalar) and not is_null(item) and not is_null(other):
        pair = unified([item, other])
        return pair[0] if isinstance(plain(other), str) else item
    return item


def _index(arguments: list[Node], span: Span, budget: Budget) -> Node:
    budget.measure(arguments[0])
    budget.measure(arguments[1])
    wanted = identity(arguments[1])
    for place, item in enumerate(need_items(arguments[0])):
        if identity(item) == wanted:
            return made(place, span)
    raise EvalError("the list has no such item")


def _slice(arguments: list[Node], span: Span, budget: Budget) -> Node:
    items = _ordered(arguments[0])
    start, end = need_integer(arguments[1]), need_integer(arguments[2])
    if not 0 <= start <= end <= len(items):
        raise EvalError("the slice is out of range")
    return _like(arguments[0], items[start:end], span)


def _reverse(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return _like(arguments[0], _ordered(arguments[0])[::-1], span)


def _sort(arguments: list[Node], span: Span, budget: Budget) -> Node:
    items = need_items(arguments[0])
    return List(sorted(items, key=need_string), span)


def _one(arguments: list[Node], span: Span, budget: Budget) -> Node:
    """The only item, or null where there is none."""
    items = need_items(arguments[0])
    if isinstance(arguments[0], Set) and len(items) > 1 and any(isinstance(i, Unknown) for i in items):
        return unknown(span)
    if len(items) > 1:
        raise EvalError("the list has several items")
    return items[0] if items else made(None, span)


def _range(arguments: list[Node], span: Span, budget: Budget) -> Node:
    numbers = [need_number(argument) for argument in arguments]
    start, limit = (0, numbers[0]) if len(numbers) == 1 else numbers[:2]
    step = numbers[2] if len(numbers) == 3 else (1 if limit >= start else -1)
    if step == 0 or (step > 0 and limit < start) or (step < 0 and limit > start):
        raise EvalError("the range never ends")
    count = max(0, -int(-((limit - start) / step) // 1)) if limit != start else 0
    if count > 1024:
        raise EvalError("Terraform makes at most 1024 items")
    budget.items(count)
    steps = (arithmetic(step, place, "*") for place in range(count))
    return List([made(arithmetic(start, each, "+"), span) for each in steps], span)


def _chunklist(arguments: list[Node], span: Span, budget: Budget) -> Node:
    items, length = _ordered(arguments[0]), need_integer(arguments[1])
    if length < 0:
        raise EvalError("a length is not negative")
    if length == 0 or not items:
        return List([List(items, span)] if items else [], span)
    return List([List(items[at : at + length], span) for at in range(0, len(items), length)], span)


def _matchkeys(arguments: list[Node], span: Span, budget: Budget) -> Node:
    values, keys, wanted = (need_items(argument) for argument in arguments)
    for argument in arguments:
        budget.measure(argument)
    if len(values) != len(keys):
        raise EvalError("the lists differ in length")
    found = {identity(item) for item in wanted}
    kept = [value for value, key in zip(values, keys, strict=True) if identity(key) in found]
    return List(kept, span)


def _ordered(value: Node) -> list[Node]:
    """The items of a list or tuple: a set has no order."""
    if isinstance(value, Set):
        raise EvalError("a set has no order")
    return need_items(value)


def _like(value: Node, items: list[Node], span: Span) -> Node:
    return List(items, span) if isinstance(value, List) else Sequence(items, span)


COLLECTIONS: dict[str, Function] = {
    "chunklist": known(_chunklist, 2, 2),
    "compact": known_inside(_compact, 1, 1),
    "concat": known(_concat),
    "contains": known(_contains, 2, 2),
    "distinct": known_inside(_distinct, 1, 1),
    "element": known(_element, 2, 2),
    "flatten": known(_flatten, 1, 1),
    "index": known_inside(_index, 2, 2),
    "length": known(_length, 1, 1),
    "matchkeys": known_inside(_matchkeys, 3, 3),
    "one": known(_one, 1, 1),
    "range": known(_range, 1, 3),
    "reverse": known(_reverse, 1, 1),
    "slice": known(_slice, 3, 3),
    "sort": known_inside(_sort, 1, 1),
}
