"""Values of Terraform's language as nodes: what kind of collection a sequence or mapping is, texts, numbers.

A plain node.Sequence is a tuple and a plain node.Mapping an object; the classes here are the other kinds,
which Terraform tells apart where it compares, indexes and iterates."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation, localcontext

from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.secret import Secret
from ipseclint.span import Span


class EvalError(Exception):
    """An expression that Terraform would refuse with these values; `try` and `can` see it."""


class List(Sequence):
    """A list: its items are of one type."""

    __slots__ = ()


class Set(Sequence):
    """A set: no two equal items, in Terraform's order for texts and numbers."""

    __slots__ = ()


class Map(Mapping):
    """A map: its values are of one type."""

    __slots__ = ()


def made(value: str | int | float | bool | None, span: Span) -> Scalar:
    """A computed value: it stands where its expression does."""
    return Scalar(value, span, "made")


def unknown(span: Span, expression: str = "") -> Unknown:
    return Unknown(expression or words(span.text), span)


def words(text: str) -> str:
    """An expression's text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= 200 else line[:199] + "…"


def plain(scalar: Scalar) -> str | int | float | bool | None:
    """A scalar's value; a secret is its text."""
    value = scalar.value
    return value.reveal() if isinstance(value, Secret) else value


def text_of(value: str | int | float | bool) -> str:
    """A primitive value as Terraform writes it in a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f") if value == value and abs(value) != float("inf") else ""
    return str(value)


def number_of(text: str) -> int | float | None:
    """The number that a text stands for, as Terraform converts it, else None."""
    if not text or not text.isascii() or "_" in text or text != text.strip() or len(text) > 400:
        return None
    try:
        return tidy(Decimal(text))
    except (InvalidOperation, ValueError, OverflowError):
        return None


def tidy(value: Decimal) -> int | float:
    """A number as int where it is integral. Raises EvalError beyond what a float can hold."""
    if not value.is_finite() or value.adjusted() > 300:
        raise EvalError("the number is too large")
    whole = value == value.to_integral_value()
    return int(value) if whole else float(value)


def decimal(value: int | float) -> Decimal:
    """A number for exact arithmetic in decimals."""
    return Decimal(value) if isinstance(value, int) else Decimal(repr(value))


def arithmetic(left: int | float, right: int | float, operator: str) -> int | float:
    """The result of + - * / % on numbers. Raises EvalError."""
    if isinstance(left, int) and isinstance(right, int) and operator in "+-*" and _small(left, right):
        return left + right if operator == "+" else left - right if operator == "-" else left * right
    with localcontext() as context:
        context.prec = 60
        a, b = decimal(left), decimal(right)
        if operator in "/%" and b == 0:
            raise EvalError("division by zero")
        if operator == "/":
            return tidy(a / b)
        if operator == "%":
            return tidy(a % b) if abs(a) < abs(b) * Decimal(10) ** 50 else tidy(Decimal(0))
        return tidy(a + b if operator == "+" else a - b if operator == "-" else a * b)


def _small(left: int, right: int) -> bool:
    return left.bit_length() < 500 and right.bit_length() < 500


def sort_key(value: Node) -> tuple[int, float, str]:
    """Terraform's order of the items of a set: numbers by size, then texts by code points."""
    if isinstance(value, Scalar):
        content = plain(value)
        if isinstance(content, bool):
            return (0, float(content), "")
        if isinstance(content, int | float):
            return (1, float(content), "")
        if isinstance(content, str):
            return (2, 0.0, content)
    return (3, 0.0, "")


def sorted_entries(mapping: Mapping) -> Iterator[tuple[str, Entry]]:
    """Keys and entries in the order in which Terraform iterates over them."""
    entries = mapping.entries
    for key in sorted(entries):
        yield key, entries[key]
