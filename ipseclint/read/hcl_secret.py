"""Literals that are likely to be keys or passwords by the name they stand behind: kept out of excerpts."""

from __future__ import annotations

import re

from ipseclint.node import Scalar
from ipseclint.read.hcl_syntax import Body, Expr, Literal, Template, walk
from ipseclint.secret import is_secret_key

_SECRET = re.compile(r"(?i)psk|passw(or)?d|secret|shared_?key|private_?key|access_?key")


def looks_secret(name: str) -> bool:
    """Whether what bears this name is likely to be a key or password."""
    return _SECRET.search(name) is not None or is_secret_key(name)


def hide(expr: Expr) -> None:
    """Keep all text and numbers of an expression out of excerpts."""
    for part in walk(expr):
        if _has_content(part):
            part.span.hide()


def _has_content(expr: Expr) -> bool:
    """Whether text or a number stands in an expression itself, not in what it refers to."""
    if isinstance(expr, Template):
        return any(not isinstance(part, Expr) for part in expr.parts)
    return isinstance(expr, Literal) and _is_content(expr.scalar)


def _is_content(scalar: Scalar) -> bool:
    if isinstance(scalar.value, bool) or scalar.value is None:
        return False
    return scalar.style != "bare" or not isinstance(scalar.value, str)


def hide_block(name: str, body: Body) -> None:
    """Hide the literals of a variable or output that is marked sensitive or bears a secret's name."""
    marked = body.value("sensitive")
    sensitive = isinstance(marked, Literal) and marked.scalar.text == "true"
    for attribute in ("default", "value"):
        value = body.value(attribute)
        if value is not None and (sensitive or looks_secret(name)):
            hide(value)
