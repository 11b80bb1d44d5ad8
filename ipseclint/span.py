"""Sources and spans: where in which text something stands."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from pathlib import Path
from typing import Any

from ipseclint.secret import joined

MAX_BYTES = 32 * 1024 * 1024
# A Terraform plan grows with all that its folder manages, and is walked piece by piece.
MAX_PLAN_BYTES = 256 * 1024 * 1024
BOM = "\ufeff"
_FAR = 5000
_PLAN = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format_version"\s*:\s*"[0-9.]+"\s*,\s*"terraform_version"')
_LINE_END = re.compile(r"\r\n|\n|\r")


class Unreadable(Exception):
    """A file that cannot be taken as text; the message says why, `offset` where in the text so far."""

    def __init__(self, reason: str, text_before: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.text_before = text_before
        self.path = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A place for readers: lines and columns count from 1 in code points, the end is exclusive.

    `start` and `end` are offsets in the file's text (code points, byte order mark left out). `byte_column`
    and `byte_end_column` are the columns in bytes of UTF-8, or 0 where nobody counted."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int = 0
    end: int = 0
    byte_column: int = field(default=0, compare=False)
    byte_end_column: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def __reduce__(self) -> tuple[type[Location], tuple[Any, ...]]:
        # Places go between processes by the million; what dataclasses do by themselves costs much more.
        return Location, _values(self)


_values = attrgetter(*(one.name for one in fields(Location)))


@dataclass(slots=True, eq=False)
class Source:
    """A text and its name. `offsets` is set for a text embedded in `outer` (a JSON string, a block
    scalar, a code fence): `offsets[i]` is where its character i stands in the outer text, with one
    more entry for the end."""

    path: str
    text: str
    outer: Source | None = None
    offsets: Sequence[int] | None = None
    bom: bool = False
    secrets: set[tuple[int, int]] = field(default_factory=set)
    _lines: list[int] | None = None
    _hidden: list[tuple[int, int]] | None = None
    _known: int = 0

    @staticmethod
    def decode(path: str, data: bytes) -> Source:
        """The text of a file's bytes (UTF-8, an optional byte order mark). Raises Unreadable."""
        limit = limit_of(data)
        if len(data) > limit:
            raise Unreadable(f"is {len(data) / 2**20:.0f} MiB long; the limit is {limit // 2**20} MiB")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8", "replace")
            if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise Unreadable("is UTF-16, not UTF-8") from None
            raise Unreadable(f"is not UTF-8 (byte 0x{data[error.start]:02x})", before) from None
        bom = text.startswith(BOM)
        text = text[1:] if bom else text
        nul = text.find("\0")
        if nul >= 0:
            raise Unreadable("has a NUL byte", text[:nul])
        return Source(path, text, bom=bom)

    @staticmethod
    def read(path: Path, name: str) -> Source:
        """Read a regular file. Raises Unreadable, never OSError."""
        try:
            if not path.is_file():
                raise Unreadable("is not a regular file")
            limit = limit_at(path)
            if path.stat().st_size > limit:
                raise Unreadable(f"is larger than the limit of {limit // 2**20} MiB")
            data = path.read_bytes()
        except OSError as error:
            raise Unreadable(f"cannot be read: {error.strerror or error}") from None
        return Source.decode(name, data)

    def embed(self, text: str, offsets: Sequence[int]) -> Source:
        """A text that stands inside this one, with the place of each of its characters."""
        return Source(self.path, text, outer=self, offsets=offsets)

    def span(self, start: int, end: int) -> Span:
        return Span(self, start, end)

    def hide(self, start: int, end: int) -> None:
        """Mark a range as secret: no excerpt shows it."""
        source, start, end = outermost(self, start, end)
        source.secrets.add((start, end))

    def hidden(self, low: int, high: int) -> list[tuple[int, int]]:
        """The secret ranges that reach into a range of this file's text, in order; ranges that meet are one."""
        if self._hidden is None or self._known != len(self.secrets):
            self._known = len(self.secrets)
            self._hidden = joined(self.secrets)
        place = bisect.bisect_right(self._hidden, (low, low))
        while place > 0 and self._hidden[place - 1][1] > low:
            place -= 1
        found = []
        while place < len(self._hidden) and self._hidden[place][0] < high:
            if self._hidden[place][1] > low:
                found.append(self._hidden[place])
            place += 1
        return found

    @property
    def lines(self) -> list[int]:
        """Offsets at which lines begin. Lines end at LF, CRLF or CR only."""
        if self._lines is None:
            self._lines = [0, *(m.end() for m in _LINE_END.finditer(self.text))]
        return self._lines

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (from 1) of an offset of this text."""
        line = bisect.bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    def byte_column(self, offset: int, column: int) -> int:
        """The column in bytes of UTF-8 (from 1) of an offset whose column is known; 0 far into a long line,
        where counting would cost more than anybody gains."""
        if column > _FAR:
            return 0
        before = self.text[offset - column + 1 : offset]
        return column if before.isascii() else len(before.encode("utf-8", "surrogatepass")) + 1

    def line_range(self, line: int) -> tuple[int, int]:
        """Start and end offset of a line (from 1), its line end left out."""
        start = self.lines[line - 1]
        end = self.lines[line] if line < len(self.lines) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return start, end


def limit_of(head: bytes) -> int:
    """How many bytes a file may have that begins with these."""
    return MAX_PLAN_BYTES if _PLAN.match(head) else MAX_BYTES


def limit_at(path: Path) -> int:
    """How many bytes the file at a path may have. Raises OSError."""
    if path.stat().st_size <= MAX_BYTES:
        return MAX_BYTES
    with path.open("rb") as file:
        return limit_of(file.read(4096))


def outermost(source: Source, start: int, end: int) -> tuple[Source, int, int]:
    """The range in the file itself of a range in an embedded text."""
    while source.outer is not None and source.offsets is not None:
        last = len(source.offsets) - 1
        begin = source.offsets[min(start, last)]
        # The end follows the last character covered, so that an escape is covered whole.
        end = source.offsets[min(end, last)] if end > start else begin
        start, source = begin, source.outer
    return source, start, end


@dataclass(slots=True, eq=False)
class Span:
    """A range of a source, end exclusive, in code points."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    def location(self) -> Location:
        """The place in the file, for a report."""
        source, start, end = outermost(self.source, self.start, self.end)
        line, column = source.position(start)
        end_line, end_column = source.position(end)
        first, last = source.byte_column(start, column), source.byte_column(end, end_column)
        return Location(source.path, line, column, end_line, end_column, start, end, first, last)

    def hide(self) -> None:
        self.source.hide(self.start, self.end)
