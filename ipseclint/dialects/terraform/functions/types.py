"""Conversions by function: tolist, toset, tonumber and their kin."""

from __future__ import annotations

from collections.abc import Callable

from ipseclint.dialects.terraform.budget import Budget
from ipseclint.dialects.terraform.convert import (
    UnknownOrder,
    to_bool,
    to_list,
    to_map,
    to_number,
    to_set,
    to_string,
)
from ipseclint.dialects.terraform.functions.kit import Function, known
from ipseclint.dialects.terraform.values import unknown
from ipseclint.node import Node
from ipseclint.span import Span


def _converted(convert: Callable[[Node], Node]) -> Function:
    def call(arguments: list[Node], span: Span, budget: Budget) -> Node:
        budget.measure(arguments[0])
        try:
            return convert(arguments[0])
        except UnknownOrder:
            return unknown(span)

    return known(call, 1, 1)


TYPES: dict[str, Function] = {
    "tobool": _converted(to_bool),
    "tolist": _converted(to_list),
    "tomap": _converted(to_map),
    "tonumber": _converted(to_number),
    "toset": _converted(to_set),
    "tostring": _converted(to_string),
}
