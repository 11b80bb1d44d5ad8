"""Drawings: boxes, texts and lines with their places, for whoever paints them; and the measures of a medium."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ipseclint.map.words import fit
from ipseclint.report.terminal import display_width


@dataclass(frozen=True, slots=True)
class Metrics:
    """Measures of a medium: pixels, or cells of a terminal.

    - `width` of all; `gutter` for names at the left (0: a name stands on a line of its own).
    - `char`: width of a character, `wide` of a wide one; `line`: height of a line of text, and of a row of bars,
      each `bar` high.
    - `gap` between panels, between lanes and around labels; `panel`: least width of one.
    - `head`: heights of a panel's title, of its strip (0: none) and of its ticks.
    - `least`: width of the narrowest mark. `snap`: places are whole numbers."""

    width: float
    gutter: float
    char: float
    wide: float
    line: float
    bar: float
    gap: float
    lane_gap: float
    pad: float
    panel: float
    head: tuple[float, float, float]
    least: float
    snap: bool = False


SCREEN = Metrics(960, 204, 7.25, 12.2, 18, 14, 22, 7, 4, 170, (18, 11, 18), 2.5)
PHONE = Metrics(340, 0, 7.25, 12.2, 18, 14, 14, 8, 4, 160, (18, 11, 18), 2.5)

# What surrounds a picture in a file of its own, and the narrowest such file.
MARGIN, LEAST = 20, 320


def screen(width: int | None) -> Metrics:
    """A file so many pixels wide, its margins counted."""
    if width is None:
        return SCREEN
    room = max(width, LEAST) - 2 * MARGIN
    return replace(SCREEN if room >= 640 else PHONE, width=room)


def terminal(columns: int) -> Metrics:
    """A terminal of so many columns."""
    gutter = min(30, columns // 4) if columns >= 60 else 0
    return Metrics(columns, gutter, 1, 2, 1, 1, 2, 0, 1, 26, (1, 0, 1), 1, snap=True)


@dataclass(frozen=True, slots=True)
class Box:
    """A bar, or a frame: `kind` says which."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text whose left upper corner is at x, y."""

    kind: str
    x: float
    y: float
    width: float
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line: of the grid, or a link between two lanes."""

    kind: str
    x1: float
    y1: float
    x2: float
    y2: float
    title: str = ""


@dataclass(slots=True, eq=False)
class Drawing:
    """A picture, while it is made and after."""

    metrics: Metrics
    height: float = 0
    boxes: list[Box] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def write(self, kind: str, x: float, y: float, text: str, room: float, title: str = "") -> None:
        """Put a text at a place, cut to the room it has."""
        shown = fit(text, room + 0.01, self.wide)
        if shown:
            self.texts.append(Text(kind, x, y, self.wide(shown), shown, title))

    def wide(self, text: str) -> float:
        """The width of a text."""
        m = self.metrics
        if text.isascii():
            return len(text) * m.char
        cells = [display_width(char) for char in text]
        return sum(m.wide if count == 2 else count * m.char for count in cells)
