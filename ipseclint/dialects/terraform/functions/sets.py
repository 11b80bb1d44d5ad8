"""Functions on sets: setproduct, setunion and their kin."""

from __future__ import annotations

from itertools import product

from ipseclint.dialects.terraform.budget import Budget
from ipseclint.dialects.terraform.convert import distinct, identity, need_items, unified
from ipseclint.dialects.terraform.functions.kit import Function, known_inside
from ipseclint.dialects.terraform.values import List, Set
from ipseclint.node import Node, Sequence
from ipseclint.span import Span


def _setproduct(arguments: list[Node], span: Span, budget: Budget) -> Node:
    """Every combination of an item of each; a set where one of the arguments is a set."""
    parts = [unified(need_items(argument)) for argument in arguments]
    count = 1
    for part in parts:
        count *= len(part)
        budget.items(count)
    items: list[Node] = [Sequence(list(items), span) for items in product(*parts)]
    is_set = any(isinstance(argument, Set) for argument in arguments)
    return Set(items, span) if is_set else List(items, span)


def _united(arguments: list[Node], budget: Budget) -> list[list[Node]]:
    for argument in arguments:
        budget.measure(argument)
    return [need_items(argument) for argument in arguments]


def _setunion(arguments: list[Node], span: Span, budget: Budget) -> Node:
    items = [item for part in _united(arguments, budget) for item in part]
    return Set(distinct(unified(items), ordered=True), span)


def _setintersection(arguments: list[Node], span: Span, budget: Budget) -> Node:
    first, *others = _united(arguments, budget)
    wanted = [{identity(item) for item in part} for part in others]
    kept = [item for item in first if all(identity(item) in part for part in wanted)]
    return Set(distinct(kept, ordered=True), span)


def _setsubtract(arguments: list[Node], span: Span, budget: Budget) -> Node:
    first, second = _united(arguments, budget)
    gone = {identity(item) for item in second}
    return Set(distinct([item for item in first if identity(item) not in gone], ordered=True), span)


SETS: dict[str, Function] = {
    "setintersection": known_inside(_setintersection),
    "setproduct": known_inside(_setproduct, 2),
    "setsubtract": known_inside(_setsubtract, 2, 2),
    "setunion": known_inside(_setunion),
}
