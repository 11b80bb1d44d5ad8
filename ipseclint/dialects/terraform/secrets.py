"""Pre-shared keys that are put together: the texts that they are made of are kept out of excerpts."""

from __future__ import annotations

from ipseclint.dialects.terraform.budget import TooComplex
from ipseclint.dialects.terraform.evaluate import evaluate
from ipseclint.dialects.terraform.frame import Frame
from ipseclint.dialects.terraform.values import EvalError
from ipseclint.node import Node, Scalar, Unknown
from ipseclint.read.hcl_syntax import Expr, Traversal


def hide_parts(expr: Expr, value: Node, frame: Frame) -> None:
    """Hide the literals that a key is made of, wherever they are written."""
    if isinstance(value, Scalar):
        if value.style == "made" and value.text:
            _hide(_literals(expr, frame), value.text)
    elif isinstance(value, Unknown) and not isinstance(expr, Traversal):
        _hide(_literals(expr, frame), None)


def _literals(expr: Expr, frame: Frame) -> list[Scalar]:
    """The literals that an expression's evaluation meets."""
    context = frame.context
    found: list[Scalar] = []
    context.trace = found
    try:
        evaluate(expr, frame)
    except (EvalError, TooComplex):
        pass
    finally:
        context.trace = None
    return found


def _hide(literals: list[Scalar], whole: str | None) -> None:
    """Hide texts that stand in the key, or all where the key is not known."""
    for literal in literals:
        if isinstance(literal.value, bool) or not literal.text:
            continue
        if whole is None or literal.text in whole:
            literal.span.hide()
