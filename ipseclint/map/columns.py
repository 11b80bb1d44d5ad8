"""Columns: the windows of a picture side by side, in as many bands as the width asks for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ipseclint.map.blocks import Window, ticks, whole_blocks, windows
from ipseclint.map.drawing import Box, Drawing, Line, Metrics
from ipseclint.map.figure import Figure
from ipseclint.sweep import cidr_of

EVERYWHERE = "0.0.0.0/0"
_TICKS = (8, 4, 2, 1)
# A column in which no range is named may be so much narrower, if the block's name of so many characters fits.
_BRIEF, _NAME = 0.6, 15


@dataclass(frozen=True, slots=True)
class Column:
    """A window and where it stands; without a window it is the one of 0.0.0.0/0, which is not to scale."""

    window: Window | None
    x: float
    width: float

    @property
    def right(self) -> float:
        return self.x + self.width

    def span(self, found: int, m: Metrics) -> tuple[float, float]:
        """Where a range begins, and how wide it is: to scale, and never too narrow to be seen."""
        assert self.window is not None
        low, high = self.window.fractions(found)
        left, right = self.x + low * self.width, self.x + high * self.width
        if m.snap:
            left, right = math.floor(left), math.ceil(right - 1e-9)
        width = max(right - left, m.least)
        return min(left, self.right - width), width

    def middle(self, found: int, m: Metrics) -> float:
        left, width = self.span(found, m)
        return left + width / 2


def bands(figure: Figure, m: Metrics) -> list[list[Column]]:
    """The columns of a figure, in rows that fit into the width."""
    ranges = figure.ranges()
    shown = whole_blocks(ranges) if figure.brief else windows(ranges)
    anywhere = any(any(lane.anywhere) for lane in figure.lanes)
    tail = max((len(lane.tail) for lane in figure.lanes), default=0) if m.gutter else 0
    room = m.width - m.gutter - (tail * m.char + m.gap if tail else 0)
    cut = _cut(shown, room, _special(m) + m.gap if anywhere else 0, figure.brief, m)
    return [_placed(row, room, anywhere and i == len(cut) - 1, m) for i, row in enumerate(cut)]


def _cut(shown: list[Window], room: float, special: float, brief: bool, m: Metrics) -> list[list[Window]]:
    """Windows in rows of about one length, so that each is wide enough; the last row has less room."""
    least = max(m.panel * _BRIEF, _NAME * m.char) if brief else m.panel
    for size in range(len(shown), 1, -1):
        cut = [shown[i : i + size] for i in range(0, len(shown), size)]
        if size * (least + m.gap) <= room + m.gap and len(cut[-1]) * (least + m.gap) <= room + m.gap - special:
            return _even(shown, len(cut)) if not special else cut
    return [[window] for window in shown] or [[]]


def _even(shown: list[Window], rows: int) -> list[list[Window]]:
    size = math.ceil(len(shown) / rows)
    return [shown[i : i + size] for i in range(0, len(shown), size)]


def _special(m: Metrics) -> float:
    """The width of the column of 0.0.0.0/0."""
    return min(len(EVERYWHERE) * m.char + 2 * m.pad, m.width - m.gutter)


def _placed(row: Sequence[Window], room: float, anywhere: bool, m: Metrics) -> list[Column]:
    special = _special(m)
    left = room - (special + m.gap if anywhere else 0) - m.gap * (len(row) - 1)
    width = left / len(row) if row else 0
    width = math.floor(width) if m.snap else round(width, 2)
    columns = [Column(window, m.gutter + i * (width + m.gap), width) for i, window in enumerate(row)]
    if anywhere:
        columns.append(Column(None, m.gutter + len(row) * (width + m.gap), special))
    return columns


def strip_of(columns: Sequence[Column], m: Metrics) -> float:
    """The height of the strips above columns: none where all show whole blocks."""
    return m.head[1] if any(c.window is not None and not c.window.whole for c in columns) else 0


def head_height(columns: Sequence[Column], m: Metrics) -> float:
    """The height of what stands above the lanes."""
    return m.head[0] + strip_of(columns, m) + m.head[2]


def head(column: Column, strip: float, y: float, bottom: float, drawing: Drawing) -> None:
    """A column's title, where it lies in its block, and its grid from the ticks down to the bottom."""
    m = drawing.metrics
    title = m.head[0]
    if column.window is None:
        drawing.write("block", column.x, y, EVERYWHERE, column.width)
        return
    name = str(column.window)
    drawing.write("block", column.x, y, name, column.width)
    part = f"in {cidr_of(column.window.block)}"
    left = column.x + drawing.wide(name) + 2 * m.pad
    if not column.window.whole and left + drawing.wide(part) <= column.right:
        drawing.write("part", left, y, part, column.right - left)
    if strip and not column.window.whole:
        _strip(column, y + title, drawing)
    _grid(column, y + title + strip, bottom, drawing)


def _strip(column: Column, y: float, drawing: Drawing) -> None:
    """The whole block as a thin strip, with the window in it."""
    assert column.window is not None
    block = Column(Window(column.window.block, column.window.block), column.x, column.width)
    x, width = block.span(column.window.found, drawing.metrics)
    drawing.boxes.append(Box("strip", column.x, y + 2, column.width, 4))
    drawing.boxes.append(Box("here", x, y + 2, max(width, 3), 4))


def _grid(column: Column, y: float, bottom: float, drawing: Drawing) -> None:
    m = drawing.metrics
    assert column.window is not None
    for count in _TICKS:
        marks = ticks(column.window, count)
        room = column.width / len(marks) - m.pad
        if all(drawing.wide(text) <= room - m.pad / 2 for _, text in marks):
            break
    for place, text in marks:
        x = column.x + place * column.width
        x = math.floor(x) if m.snap else x
        drawing.lines.append(Line("tick", x, y, x, bottom))
        drawing.write("tick", x + (1 if m.snap else 3), y, text, room)
    drawing.lines.append(Line("tick", column.right, y, column.right, bottom))
