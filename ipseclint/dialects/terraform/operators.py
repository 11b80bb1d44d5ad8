"""Operators, with Terraform's conversions and what follows from an unknown operand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ipseclint.dialects.terraform.budget import Budget
from ipseclint.dialects.terraform.convert import identity, need_bool, need_number
from ipseclint.dialects.terraform.values import Set, arithmetic, made, unknown
from ipseclint.node import Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.span import Span

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


def unary(operator: str, operand: Node, span: Span) -> Node:
    """`-x` or `!x`. Raises EvalError."""
    if isinstance(operand, Unknown):
        return unknown(span)
    if operator == "!":
        return made(not need_bool(operand), span)
    return made(arithmetic(0, need_number(operand), "-"), span)


def binary(operator: str, left: Node, right: Node, span: Span, budget: Budget) -> Node:
    """A binary operation but && and ||. Raises EvalError."""
    if operator in ("==", "!="):
        same = equal(left, right, budget)
        return unknown(span) if same is None else made(same == (operator == "=="), span)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return unknown(span)
    a, b = need_number(left), need_number(right)
    if operator in _COMPARE:
        return made(_COMPARE[operator](a, b), span)
    return made(arithmetic(a, b, operator), span)


def equal(left: Node, right: Node, budget: Budget) -> bool | None:
    """Whether two values are equal in value and type; None where an unknown part leaves it open."""
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return identity(left) == identity(right)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return None
    budget.measure(left)
    budget.measure(right)
    return _equal(left, right)


def _equal(left: Node, right: Node) -> bool | None:
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return None
    if isinstance(left, Scalar) or isinstance(right, Scalar):
        return isinstance(left, Scalar) and isinstance(right, Scalar) and identity(left) == identity(right)
    if type(left) is not type(right):
        return False
    if isinstance(left, Sequence) and isinstance(right, Sequence):
        if len(left.items) != len(right.items):
            return None if isinstance(left, Set) and _open(left, right) else False
        return _all(_equal(a, b) for a, b in zip(left.items, right.items, strict=True))
    assert isinstance(left, Mapping)
    assert isinstance(right, Mapping)
    if left.entries.keys() != right.entries.keys():
        return False
    return _all(_equal(entry.value, right.entries[key].value) for key, entry in left.entries.items())


def _open(left: Sequence, right: Sequence) -> bool:
    return any(isinstance(item, Unknown) for item in (*left.items, *right.items))


def _all(answers: Iterable[bool | None]) -> bool | None:
    """True if all are, False if one is false, else None."""
    found: bool | None = True
    for answer in answers:
        if answer is False:
            return False
        if answer is None:
            found = None
    return found
