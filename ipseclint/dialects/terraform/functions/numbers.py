"""Functions on numbers and on lists of booleans."""

from __future__ import annotations

import math

from ipseclint.dialects.terraform.budget import Budget
from ipseclint.dialects.terraform.convert import (
    need_bool,
    need_integer,
    need_items,
    need_number,
    need_string,
    to_number,
)
from ipseclint.dialects.terraform.functions.kit import Function, is_null, known, known_inside
from ipseclint.dialects.terraform.values import EvalError, arithmetic, made, unknown
from ipseclint.node import Node, Unknown
from ipseclint.span import Span


def _max(arguments: list[Node], span: Span, budget: Budget) -> Node:
    """The largest argument itself, with its place."""
    return to_number(max(arguments, key=need_number))


def _min(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return to_number(min(arguments, key=need_number))


def _abs(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(abs(need_number(arguments[0])), span)


def _ceil(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(math.ceil(need_number(arguments[0])), span)


def _floor(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(math.floor(need_number(arguments[0])), span)


def _signum(arguments: list[Node], span: Span, budget: Budget) -> Node:
    number = need_integer(arguments[0])
    return made((number > 0) - (number < 0), span)


def _pow(arguments: list[Node], span: Span, budget: Budget) -> Node:
    base, exponent = need_number(arguments[0]), need_number(arguments[1])
    if isinstance(base, int) and isinstance(exponent, int) and 0 <= exponent <= 512 and abs(base) < 2**32:
        return made(base**exponent, span)
    return unknown(span)


def _sum(arguments: list[Node], span: Span, budget: Budget) -> Node:
    items = need_items(arguments[0])
    if not items:
        raise EvalError("there is nothing to add")
    total: int | float = 0
    for item in items:
        total = arithmetic(total, need_number(item), "+")
    return made(total, span)


def _parseint(arguments: list[Node], span: Span, budget: Budget) -> Node:
    text, base = need_string(arguments[0]), need_integer(arguments[1])
    if not 2 <= base <= 36 or len(text) > 100 or "_" in text or text.strip() != text:
        raise EvalError("no number in this base")
    try:
        return made(int(text, base), span)
    except ValueError:
        raise EvalError("no number in this base") from None


def _alltrue(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return _decided(need_items(arguments[0]), False, span)


def _anytrue(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return _decided(need_items(arguments[0]), True, span)


def _decided(items: list[Node], decides: bool, span: Span) -> Node:
    """One item of the value that decides is enough; a null counts as false."""
    open_ = False
    for item in items:
        if isinstance(item, Unknown):
            open_ = True
        elif (not is_null(item) and need_bool(item)) == decides:
            return made(decides, span)
    return unknown(span) if open_ else made(not decides, span)


NUMBERS: dict[str, Function] = {
    "abs": known(_abs, 1, 1),
    "alltrue": known(_alltrue, 1, 1),
    "anytrue": known(_anytrue, 1, 1),
    "ceil": known(_ceil, 1, 1),
    "floor": known(_floor, 1, 1),
    "max": known(_max),
    "min": known(_min),
    "parseint": known(_parseint, 2, 2),
    "pow": known(_pow, 2, 2),
    "signum": known(_signum, 1, 1),
    "sum": known_inside(_sum, 1, 1),
}
