"""What functions have in common: their signature, and what an unknown argument means."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from ipseclint.dialects.terraform.budget import Budget
from ipseclint.dialects.terraform.frame import Frame, unknown_at
from ipseclint.dialects.terraform.values import EvalError, plain
from ipseclint.node import Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.read.hcl_syntax import Call
from ipseclint.span import Span

Function = Callable[[list[Node], Call, Frame], Node]
# A function of known values: its arguments, where the call stands, and what the run has left.
Known = Callable[[list[Node], Span, Budget], Node]


def known(function: Known, least: int = 1, most: int | None = None) -> Function:
    """A function that is Unknown when an argument is."""
    return _counted(function, least, most, _is_unknown)


def known_inside(function: Known, least: int = 1, most: int | None = None) -> Function:
    """A function that is also Unknown when an item of an argument is."""
    return _counted(function, least, most, _has_unknown)


def _counted(function: Known, least: int, most: int | None, is_open: Callable[[Node], bool]) -> Function:
    @wraps(function)
    def call(arguments: list[Node], expr: Call, frame: Frame) -> Node:
        if len(arguments) < least or (most is not None and len(arguments) > most):
            raise EvalError("wrong number of arguments")
        if any(is_open(argument) for argument in arguments):
            return unknown_at(expr)
        budget = frame.context.budget
        budget.spend(sum(_length(argument) for argument in arguments) // 100)
        return function(arguments, expr.span, budget)

    return call


def _length(value: Node) -> int:
    return len(value.value) if isinstance(value, Scalar) and isinstance(value.value, str) else 0


def _is_unknown(value: Node) -> bool:
    return isinstance(value, Unknown)


def _has_unknown(value: Node) -> bool:
    if isinstance(value, Sequence):
        return any(isinstance(item, Unknown) for item in value.items)
    if isinstance(value, Mapping):
        return any(isinstance(entry.value, Unknown) for entry in value.entries.values())
    return isinstance(value, Unknown)


def is_null(value: Node) -> bool:
    return isinstance(value, Scalar) and value.value is None


def is_empty_text(value: Node) -> bool:
    return isinstance(value, Scalar) and plain(value) == ""
