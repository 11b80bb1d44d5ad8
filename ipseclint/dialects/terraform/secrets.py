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
    """Hide the texts that share their characters with the key; all where none seems to, or it is not known."""
    texts = [literal for literal in literals if literal.text and not isinstance(literal.value, bool)]
    known = whole.casefold() if whole is not None else None
    parts = [literal for literal in texts if known is not None and _share(literal.text.casefold(), known)]
    for literal in parts or texts:
        literal.span.hide()


def _share(part: str, whole: str) -> bool:
    return part in whole or whole in part
