"""Labels: the names of ranges beside their bars, none on top of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ipseclint.map.columns import Column
from ipseclint.map.drawing import Box, Drawing
from ipseclint.map.figure import Mark
from ipseclint.map.words import SIDES, runs
from ipseclint.sweep import cidr_of

# Rows below the bars for names that find no room beside them. Those of overlaps get as many as they need.
MOST_ROWS = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A drawn range: its side, the row it stands in, its column's place in the band, and where in it."""

    mark: Mark
    side: int
    row: int
    column: int
    x: float
    width: float

    @property
    def right(self) -> float:
        return self.x + self.width


class Shelf:
    """What of a lane's rows is taken, column by column."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self._taken: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)

    def take(self, column: int, row: int, left: float, right: float) -> None:
        self._taken[column, row].append((left, right))
        self.rows = max(self.rows, row + 1)

    def free(self, column: int, row: int, left: float, right: float, own: Bar | None = None) -> bool:
        """Whether nothing stands there, the bar itself left out."""
        mine = (own.x, own.right) if own is not None else None
        taken = self._taken[column, row]
        return all(end <= left or right <= begin for begin, end in taken if (begin, end) != mine)


def name_ranges(
    bars: Sequence[Bar], said: set[Mark], columns: Sequence[Column], shelf: Shelf, top: float, drawing: Drawing
) -> int:
    """Write the name of each bar's range, with the numbers of its overlaps, which come first. Those that the
    lane above has said get no row of their own. Answers how many found no room."""
    below = shelf.rows
    left_out = 0
    busy = 0
    for bar in sorted(bars, key=lambda bar: not bar.mark.numbers):
        column = columns[bar.column]
        badge, name = _texts(bar.mark, column, drawing)
        width = _badge(badge, drawing) + drawing.wide(name)
        most = below + (len(bars) + 1 if badge else 0 if bar.mark in said else busy + MOST_ROWS)
        for kind, row, x in _places(bar, column, width, below, most, drawing):
            if shelf.free(bar.column, row, x, x + width, bar if kind else None):
                shelf.take(bar.column, row, x, x + width + drawing.metrics.pad)
                _write(bar, kind, badge, name, x, top + row * drawing.metrics.line, drawing)
                busy = shelf.rows - below if badge else busy
                break
        else:
            left_out += bar.mark not in said
    return left_out


def _texts(mark: Mark, column: Column, drawing: Drawing) -> tuple[str, str]:
    """The numbers of a range's overlaps, and its CIDR."""
    badge, name = runs(mark.numbers), cidr_of(mark.found)
    if _badge(badge, drawing) + drawing.wide(name) > column.width:
        badge = f"{mark.numbers[0]}…"
    return badge, name


def _badge(text: str, drawing: Drawing) -> float:
    """The room of a badge with what parts it from the name."""
    return drawing.wide(text) + 3 * drawing.metrics.pad if text else 0


def _places(
    bar: Bar, column: Column, width: float, below: int, most: int, drawing: Drawing
) -> Iterator[tuple[str, int, float]]:
    """Where a name may stand, best first: in its bar, right or left of it, or below."""
    pad = drawing.metrics.pad
    if not bar.mark.numbers and bar.width >= width + 2 * pad:
        yield "in-", bar.row, bar.x + pad
    if bar.right + pad + width <= column.right:
        yield "", bar.row, bar.right + pad
    if bar.x - pad - width >= column.x:
        yield "", bar.row, bar.x - pad - width
    for row in range(below, most):
        yield "", row, max(column.x, min(bar.x, column.right - width))


def _write(bar: Bar, kind: str, badge: str, name: str, x: float, y: float, drawing: Drawing) -> None:
    m = drawing.metrics
    tone = "red" if bar.mark.red else SIDES[bar.side]
    if badge:
        style = "badge" if bar.mark.red else "badge-meant"
        drawing.boxes.append(Box(style, x, y, drawing.wide(badge) + 2 * m.pad, m.line))
        drawing.write(f"{style}-text", x + m.pad, y, badge, drawing.wide(badge))
        x += _badge(badge, drawing)
    drawing.write(f"{kind}{tone}", x, y, name, drawing.wide(name))
