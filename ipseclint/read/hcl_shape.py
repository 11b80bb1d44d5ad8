"""What the parser leaves to put right: conditionals in a row, the steps of splats, the values of numbers."""

from __future__ import annotations

from ipseclint.read.hcl_syntax import Conditional, Expr, GetAttr, Splat, Step
from ipseclint.span import Span


def conditional(condition: Expr, then: Expr, otherwise: Expr, span: Span) -> Expr:
    """A conditional; the parser takes `a ? b : c ? d : e` for `(a ? b : c) ? d : e`, which is put right."""
    if not isinstance(condition, Conditional):
        return Conditional(span, condition, then, otherwise)
    start = condition.otherwise.span.start
    rest = conditional(condition.otherwise, then, otherwise, Span(span.source, start, span.end))
    return Conditional(span, condition.condition, condition.then, rest)


def nested(steps: list[Step]) -> list[Step]:
    """Give splats their steps: `[*]` takes all after it to each item, `.*` the attributes next to it."""
    for at, step in enumerate(steps):
        if isinstance(step, Splat):
            after = steps[at + 1 :]
            if step.span.text.startswith("["):
                return [*steps[:at], Splat(nested(after), step.span)]
            cut = next((i for i, other in enumerate(after) if not isinstance(other, GetAttr)), len(after))
            return [*steps[:at], Splat(after[:cut], step.span), *nested(after[cut:])]
    return steps


def number(text: str) -> int | float:
    """The value of a number's text; integral ones are int."""
    if text.isdigit() and text.isascii():
        return int(text) if len(text) <= 400 else float("1e400")
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < 1e300 else value
