"""The terminal: the map in characters, with or without colours, in Unicode or in plain ASCII."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ipseclint.map.drawing import Box, Drawing, Line, terminal
from ipseclint.map.fold import Part, parts
from ipseclint.map.hubs import AddressMap
from ipseclint.map.layout import lay_out
from ipseclint.map.words import LEGEND, fit, kind_of, lead, more_of, parties
from ipseclint.report.terminal import display_width, paint, wrap
from ipseclint.sweep import cidr_of

LEAST = 40  # columns
_BARS = {"local": "▒", "remote": "█", "red": "╳", "any-local": "┄", "any-remote": "┄", "tick": "│"}
_ROLES = {
    "local": "frame",
    "remote": "info",
    "red": "error",
    "tick": "faint",
    "part": "faint",
    "note": "faint",
    "name": "strong",
    "block": "strong",
    "tail": "error",
    "badge": "error",
    "badge-text": "error",
}
# What stands for characters outside ASCII; a letter that has no stand-in becomes a question mark.
_ASCII = {
    "▒": "-",
    "█": "#",
    "╳": "X",
    "┄": ".",
    "│": "|",
    "─": "-",
    "–": "-",
    "×": "x",
    "…": "~",
}
_Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Paper:
    """What a map is printed on: `width` in columns, colours, and whether only ASCII can be shown."""

    width: int = 80
    color: bool = False
    ascii: bool = False


def render(amap: AddressMap, paper: Paper, unfold: bool = False) -> str:
    """The whole map as lines of text."""
    if not amap.plots:
        return ""
    lines = [*wrap(f"{lead(amap)}.", paper.width, "").split("\n"), *_legend(paper), ""]
    for part in parts(amap, unfold):
        lines += [*_part(amap, part, paper), ""]
    text = "\n".join(lines)
    return _plain(text) if paper.ascii else text


def _part(amap: AddressMap, part: Part, paper: Paper) -> Iterator[str]:
    if part.heading:
        yield from _heading(part, paper)
    for figure in part.figures:
        yield from lines_of(lay_out(figure, terminal(paper.width)), paper.color)
    for number in part.numbers:
        yield from _overlap(amap, number, paper)
    if any(part.left):
        yield from wrap(f"and {more_of(*part.left)}", paper.width, "  ").split("\n")
    for remark in part.remarks:
        yield from wrap(remark, paper.width, "  ").split("\n")


def _heading(part: Part, paper: Paper) -> Iterator[str]:
    """The name and what is said of it, with a rule between; below each other where they need more room."""
    left = paper.width - display_width(part.heading) - display_width(part.summary) - 2
    if left > 0 and part.summary:
        rule = paint("─" * left, "faint", paper.color)
        yield f"{paint(part.heading, 'strong', paper.color)} {rule} {part.summary}"
        return
    yield paint(fit(part.heading, paper.width), "strong", paper.color)
    yield from wrap(part.summary, paper.width, "").split("\n") if part.summary else ()


def _overlap(amap: AddressMap, number: int, paper: Paper) -> Iterator[str]:
    """An overlap in words, behind its number."""
    overlap = amap.overlap(number)
    role = "note" if overlap.meant else "error"
    badge = f"[{number}]"
    mark = badge if overlap.meant else paint(badge, role, paper.color)
    one, other = parties(amap, number)
    first, *more = wrap(f"{cidr_of(overlap.common)} {kind_of(amap, number)}", paper.width - 6, "").split("\n")
    yield f"{mark}{' ' * max(1, 6 - len(badge))}{first}"
    yield from (f"      {line}" for line in more)
    said = f"{one} × {other}"
    if display_width(said) <= paper.width - 6:
        yield f"      {said}"
    else:
        yield f"      {fit(one, paper.width - 6)}"
        yield f"      {fit('× ' + other, paper.width - 6)}"


def _legend(paper: Paper) -> Iterator[str]:
    words = [(f"{_BARS[kind] * 2} {said}", _ROLES[kind]) for kind, said in LEGEND]
    apart = "   " if sum(len(word) + 3 for word, _ in words) - 3 <= paper.width else "\n"
    said = apart.join(f"{paint(word[:2], role, paper.color)}{word[2:]}" for word, role in words)
    yield from said.split("\n")


def lines_of(drawing: Drawing, color: bool) -> Iterator[str]:
    """A drawing as lines."""
    width = int(drawing.metrics.width)
    rows: list[list[_Cell]] = [[(" ", "")] * width for _ in range(math.ceil(drawing.height))]
    for line in drawing.lines:
        if line.kind == "tick":
            _tick(line, rows)
    for box in drawing.boxes:
        _box(box, rows)
    for text in drawing.texts:
        _put(text.text, text.kind, int(text.x), int(text.y), rows)
    for row in rows:
        yield _joined(row, color)


def _tick(line: Line, rows: list[list[_Cell]]) -> None:
    for y in range(int(line.y1), int(line.y2)):
        if line.x1 < len(rows[y]):
            rows[y][int(line.x1)] = (_BARS["tick"], "tick")


def _box(box: Box, rows: list[list[_Cell]]) -> None:
    x, y, right = int(box.x), int(box.y), int(box.x + box.width)
    if box.kind.startswith("badge"):
        _put("[", box.kind, x, y, rows)
        _put("]", box.kind, right - 1, y, rows)
    else:
        _put(_BARS[box.kind] * (right - x), box.kind, x, y, rows)


def _put(text: str, kind: str, x: int, y: int, rows: list[list[_Cell]]) -> None:
    """Write a text into cells; a wide character takes two, a combining mark none of its own."""
    row = rows[y]
    for char in text:
        cells = display_width(char)
        if not cells and x > 0:
            row[x - 1] = (row[x - 1][0] + char, row[x - 1][1])
        elif x + cells <= len(row):
            row[x] = (char, kind)
            if cells == 2:
                row[x + 1] = ("", kind)
        x += cells


def _joined(row: list[_Cell], color: bool) -> str:
    line = "".join(
        paint("".join(char for char, _ in run), role, color and bool(role))
        for role, run in groupby(row, key=lambda cell: _role(cell[1]))
    )
    return line.rstrip()


def _role(kind: str) -> str:
    plain = kind.removeprefix("in-").removeprefix("any-").removesuffix("-text")
    return _ROLES.get(kind) or _ROLES.get(plain, "")


def _plain(text: str) -> str:
    """The text in ASCII: what has no stand-in loses its accents or becomes a question mark."""
    return "".join(ch if ch.isascii() else _stand_in(ch) for ch in text)


def _stand_in(char: str) -> str:
    if char in _ASCII:
        return _ASCII[char]
    base = unicodedata.normalize("NFKD", char)[0]
    return base if base.isascii() else "?" * display_width(char)
