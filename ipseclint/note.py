"""Notes: what a reader or a dialect sees by itself, before any rule looks at a connection."""

from __future__ import annotations

from dataclasses import dataclass

from ipseclint.node import Place
from ipseclint.span import Span


@dataclass(slots=True, eq=False)
class Note:
    """A finding without a rule function: a syntax error, a duplicate key, a deprecated field.

    `severity` overrides the rule's own; `fix` is the span to replace and its new text (always safe)."""

    code: str
    message: str
    help: str
    span: Span
    pointer: str | None = None
    severity: str | None = None
    related: tuple[Place, ...] = ()
    fix: tuple[Span, str] | None = None
