"""Why a part of a parsed text cannot be taken: it is no HCL, or nested too deep."""

from __future__ import annotations

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
