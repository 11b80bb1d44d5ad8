"""Functions that see errors of their arguments or need not know them all: try, can, coalesce and their kin."""

from __future__ import annotations

from collections.abc import Callable

from ipseclint.dialects.terraform.convert import primitive_kind, to_string
from ipseclint.dialects.terraform.frame import Frame, unknown_at
from ipseclint.dialects.terraform.functions.kit import is_empty_text, is_null
from ipseclint.dialects.terraform.values import EvalError, made
from ipseclint.node import Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.read.hcl_syntax import Call, Expr

Evaluate = Callable[[Expr, Frame], Node]
Guarded = Callable[[Call, Frame, Evaluate], Node]


def _try(expr: Call, frame: Frame, evaluate: Evaluate) -> Node:
    for argument in expr.arguments:
        try:
            return evaluate(argument, frame)
        except EvalError:
            continue
    raise EvalError("no expression succeeded")


def _can(expr: Call, frame: Frame, evaluate: Evaluate) -> Node:
    if len(expr.arguments) != 1:
        raise EvalError("wrong number of arguments")
    try:
        value = evaluate(expr.arguments[0], frame)
    except EvalError:
        return made(False, expr.span)
    return unknown_at(expr) if isinstance(value, Unknown) else made(True, expr.span)


def _coalesce(expr: Call, frame: Frame, evaluate: Evaluate) -> Node:
    """The first argument that is neither null nor an empty text; all have one type."""
    values = _arguments(expr, frame, evaluate)
    for value in values:
        if isinstance(value, Unknown):
            return unknown_at(expr)
        if not is_null(value) and not is_empty_text(value):
            text = isinstance(value, Scalar) and primitive_kind(values) == "string"
            return to_string(value) if text else value
    raise EvalError("all arguments are null or empty")


def _coalescelist(expr: Call, frame: Frame, evaluate: Evaluate) -> Node:
    for value in _arguments(expr, frame, evaluate):
        if isinstance(value, Unknown):
            return unknown_at(expr)
        if not isinstance(value, Sequence):
            raise EvalError("list expected")
        if value.items:
            return value
    raise EvalError("all lists are empty")


def _lookup(expr: Call, frame: Frame, evaluate: Evaluate) -> Node:
    """The value of a key, or the default where the map has none."""
    values = _arguments(expr, frame, evaluate)
    if len(values) not in (2, 3):
        raise EvalError("wrong number of arguments")
    mapping, key = values[0], values[1]
    if isinstance(mapping, Unknown) or isinstance(key, Unknown):
        return unknown_at(expr)
    if not isinstance(mapping, Mapping) or not isinstance(key, Scalar):
        raise EvalError("map and key expected")
    found = mapping.get(key.text)
    if found is not None:
        return found
    if len(values) == 2:
        raise EvalError("there is no such key")
    return values[2]


def _sensitive(expr: Call, frame: Frame, evaluate: Evaluate) -> Node:
    """The value itself; what is written there is kept out of excerpts."""
    value = _only(_arguments(expr, frame, evaluate))
    if isinstance(value, Scalar):
        value.span.hide()
    return value


def _arguments(expr: Call, frame: Frame, evaluate: Evaluate) -> list[Node]:
    values = [evaluate(argument, frame) for argument in expr.arguments]
    if expr.expands and values:
        last = values.pop()
        if isinstance(last, Unknown):
            return [*values, last]
        if not isinstance(last, Sequence):
            raise EvalError("only a list can be spread")
        values.extend(last.items)
    return values


GUARDED: dict[str, Guarded] = {
    "try": _try,
    "can": _can,
    "coalesce": _coalesce,
    "coalescelist": _coalescelist,
    "lookup": _lookup,
    "sensitive": _sensitive,
    "nonsensitive": lambda expr, frame, evaluate: _only(_arguments(expr, frame, evaluate)),
}


def _only(values: list[Node]) -> Node:
    if len(values) != 1:
        raise EvalError("wrong number of arguments")
    return values[0]
