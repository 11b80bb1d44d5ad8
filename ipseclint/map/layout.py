"""Layout: where everything of a figure stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ipseclint.map.blocks import Window, tightest
from ipseclint.map.columns import EVERYWHERE, Column, bands, head, head_height, strip_of
from ipseclint.map.drawing import Box, Drawing, Line, Metrics
from ipseclint.map.figure import Figure, Lane
from ipseclint.map.labels import Bar, Shelf, name_ranges
from ipseclint.map.words import SIDES, count_of
from ipseclint.sweep import cidr_of


@dataclass(slots=True, eq=False)
class _Band:
    """Columns side by side. `offset` is the first one's place among all windows; `told` are the lanes of which the
    note has been written; `rows` are the middles of lanes' sides, and `before` the last lane, while it is drawn."""

    columns: list[Column]
    offset: int
    every: Sequence[Window]
    told: set[int]
    before: Lane | None = None
    rows: dict[tuple[int, int], float] = field(default_factory=dict)

    def home(self, found: int) -> Column | None:
        """The column in which a range is named, if it stands in this band."""
        place = tightest(found, self.every) - self.offset
        return self.columns[place] if 0 <= place < len(self.columns) else None


def lay_out(figure: Figure, m: Metrics) -> Drawing:
    """The figure as a drawing. Bands of columns stand one below the other, each with the lanes that use it."""
    drawing = Drawing(m)
    rows = bands(figure, m)
    every = [column.window for row in rows for column in row if column.window is not None]
    y, offset = 0.0, 0
    told: set[int] = set()
    for number, columns in enumerate(rows):
        band = _Band(columns, offset, every, told)
        y = _draw(figure, band, y + (m.line if number else 0), drawing)
        offset += len(columns)
    drawing.height = y
    return drawing


def _draw(figure: Figure, band: _Band, top: float, drawing: Drawing) -> float:
    """One band; where it ends. Lanes that have nothing to draw stand in the first one."""
    m = drawing.metrics
    y = top + head_height(band.columns, m)
    for place, lane in enumerate(figure.lanes):
        if _uses(lane, band.columns) or (place not in band.told and not _uses(lane, None)):
            y = _lane(figure, place, band, y, drawing)
            band.told.add(place)
            band.before = lane
    for column in band.columns:
        head(column, strip_of(band.columns, m), top, y, drawing)
    for link in figure.links:
        home = band.home(link.common)
        if home is not None:
            x = home.middle(link.common, m)
            kind = "link-meant" if link.meant else "link"
            drawing.lines.append(Line(kind, x, band.rows[link.upper], x, band.rows[link.lower], link.title))
    return y


def _uses(lane: Lane, columns: Sequence[Column] | None) -> bool:
    """Whether a lane has anything in one of these columns, or in any at all."""
    if columns is None:
        return any(lane.anywhere) or any(lane.sides)
    return any(_in(lane, side, column) for side in (0, 1) for column in columns)


def _both(lane: Lane, columns: Sequence[Column]) -> bool:
    """Whether both sides of a lane stand in one column."""
    return any(_in(lane, 0, column) and _in(lane, 1, column) for column in columns)


def _in(lane: Lane, side: int, column: Column) -> bool:
    if column.window is None:
        return lane.anywhere[side]
    return any(column.window.meets(mark.found) for mark in lane.sides[side])


def _lane(figure: Figure, place: int, band: _Band, y: float, drawing: Drawing) -> float:
    """One lane; where the next one begins."""
    m, lane = drawing.metrics, figure.lanes[place]
    y = _names(lane, y, drawing)
    split = _both(lane, band.columns)
    height = m.line / 2 if figure.brief and split and not m.snap else m.line
    shelf = Shelf(2 if split else 1)
    bars: list[Bar] = []
    for side in (0, 1):
        row = side if split else 0
        band.rows[place, side] = y + row * height + height / 2
        bars += _bars(lane, side, row, y + row * height, height, band, shelf, drawing)
    left_out = 0 if figure.brief else _named(bars, band, shelf, y, drawing)
    y += shelf.rows * height
    remarks = [lane.note] if lane.note and place not in band.told else []
    remarks += [f"{count_of(left_out, 'more range')} without a name here"] if left_out else []
    for remark in remarks:
        drawing.write("note", m.gutter, y, remark, m.width - m.gutter)
        y += m.line
    drawing.lines.append(Line("rule", 0, y + m.lane_gap / 2, m.width, y + m.lane_gap / 2))
    return y + m.lane_gap


def _named(bars: Sequence[Bar], band: _Band, shelf: Shelf, y: float, drawing: Drawing) -> int:
    """Name the ranges that are at home in this band; how many found no room."""
    home = [bar for bar in bars if band.home(bar.mark.found) is band.columns[bar.column]]
    before = band.before
    said = {bar.mark for bar in home if before is not None and bar.mark in before.sides[bar.side]}
    return name_ranges(home, said, band.columns, shelf, y, drawing)


def _names(lane: Lane, y: float, drawing: Drawing) -> float:
    """The lane's name, and what stands before and behind it; where its bars begin."""
    m = drawing.metrics
    if lane.heading:
        drawing.write("heading", 0, y, lane.heading, m.width)
        y += m.line
    tail = drawing.wide(lane.tail)
    room = m.gutter - m.gap / 2 if m.gutter else m.width - tail - m.gap
    drawing.write("name", 0, y, lane.name, room, lane.place)
    drawing.write("tail", m.width - tail, y, lane.tail, tail)
    return y if m.gutter else y + m.line


def _bars(
    lane: Lane, side: int, row: int, y: float, height: float, band: _Band, shelf: Shelf, drawing: Drawing
) -> Iterator[Bar]:
    """Draw a side's ranges, and on them what has two owners."""
    m = drawing.metrics
    bar = min(m.bar, height - 1.5) if not m.snap else height
    y += (height - bar) / 2
    for number, column in enumerate(band.columns):
        if column.window is None:
            _anywhere(lane, side, column, y, bar, drawing)
            continue
        for mark in lane.sides[side]:
            if column.window.meets(mark.found):
                x, width = column.span(mark.found, m)
                said = f"{lane.name}, {SIDES[side]}: {cidr_of(mark.found)}"
                drawing.boxes.append(Box(SIDES[side], x, y, width, bar, said))
                shelf.take(number, row, x, x + width)
                yield Bar(mark, side, row, number, x, width)
        for common in lane.contested[side]:
            if column.window.meets(common):
                x, width = column.span(common, m)
                drawing.boxes.append(_red(x, y, width, bar, m))


def _red(x: float, y: float, width: float, height: float, m: Metrics) -> Box:
    """What has two owners: within the frame of its bar, or over it where the bar is too small for a frame."""
    if m.snap:
        return Box("red", x, y, width, height)
    if width > 6 and height > 8:
        return Box("red", x + 1, y + 2, width - 2, height - 4)
    return Box("red", x - 0.5, y - 0.5, width + 1, height + 1)


def _anywhere(lane: Lane, side: int, column: Column, y: float, height: float, drawing: Drawing) -> None:
    """0.0.0.0/0 of a side, which is not to scale."""
    if not lane.anywhere[side]:
        return
    pad, kind = drawing.metrics.pad, f"any-{SIDES[side]}"
    said = f"{lane.name}, {SIDES[side]}: {EVERYWHERE}"
    drawing.boxes.append(Box(kind, column.x, y, column.width, height, said))
    if height >= drawing.metrics.bar:
        drawing.write(
            f"{kind}-text", column.x + pad, y - (drawing.metrics.line - height) / 2, SIDES[side], column.width - 2 * pad
        )
