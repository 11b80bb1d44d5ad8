"""Why a part of a parsed text cannot be taken, or not as it stands: no HCL, nested too deep, set twice."""

from __future__ import annotations

from ipseclint.node import Place
from ipseclint.note import Note
from ipseclint.span import Span

MAX_DEPTH = 100


class Broken(Exception):
    """A part of the tree that is no HCL; the note says why, if that is known."""

    def __init__(self, note: Note | None = None) -> None:
        super().__init__("not HCL")
        self.note = note


class TooDeep(Exception):
    """Nesting beyond MAX_DEPTH, at this place."""

    def __init__(self, span: Span) -> None:
        super().__init__("nested too deep")
        self.span = span


def twice(name: str, span: Span, before: Span) -> Note:
    """An attribute is set twice in one block."""
    return Note(
        "IPS003",
        f"`{name}` is set twice in one block.",
        "Remove one of the two: Terraform refuses the file.",
        span,
        related=(Place(before, "first set here"),),
    )


def bare_address(span: Span) -> Note:
    """`10.0.0.0/8` without quotation marks."""
    return Note(
        "IPS002",
        "A number is followed by a dot or bracket.",
        'Put an address or version in quotation marks: "10.0.0.0/8".',
        span,
    )
