"""The SVG file: title, legend and all figures on one sheet."""

from __future__ import annotations

from ipseclint.map.drawing import MARGIN, Box, Drawing, Line, Metrics, Text
from ipseclint.map.fold import MOST_LISTED, Part, parts
from ipseclint.map.hubs import AddressMap
from ipseclint.map.layout import lay_out
from ipseclint.map.svg import css, elements, number
from ipseclint.map.words import LEGEND, count_of, kind_of, lead, more_of, parties, shares
from ipseclint.report.html_text import text as escaped
from ipseclint.report.terminal import wrap
from ipseclint.sweep import cidr_of

# How much larger a hub's name is than other texts.
_HUB = 14 / 12


def render(amap: AddressMap, m: Metrics, unfold: bool = False) -> str:
    """A whole SVG file. It needs no script and fetches nothing."""
    sheet = Drawing(m)
    sheet.write("title", 0, 0, "Address map", m.width)
    y = _paragraph(lead(amap) + ".", "lead", 24, sheet) + 4
    y = _legend(y, sheet) + 14
    for part in parts(amap, unfold):
        y = _part(amap, part, y, sheet)
    width, height = m.width + 2 * MARGIN, y + 2 * MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="amap" viewBox="0 0 {number(width)} {number(height)}" '
            f'width="{number(width)}" height="{number(height)}" role="img" aria-labelledby="map-title map-desc">',
            f'<title id="map-title">{escaped("Address map: " + lead(amap))}</title>',
            f'<desc id="map-desc">{escaped(description(amap))}</desc>',
            f"<style>\n{css()}</style>",
            f'<rect class="sheet" width="{number(width)}" height="{number(height)}"/>',
            f'<g transform="translate({MARGIN} {MARGIN})">',
            *elements(sheet),
            "</g>",
            "</svg>",
            "",
        ]
    )


def description(amap: AddressMap) -> str:
    """The map in words: each connection with its sides, then the overlaps."""
    said = []
    for plot in amap.plots[:MOST_LISTED]:
        sides = [
            f"{side} {', '.join([*map(cidr_of, ranges), *opened]) or 'nothing'}"
            for side, ranges, opened in (
                ("local", plot.record.local, plot.local_open),
                ("remote", plot.record.remote, plot.remote_open),
            )
        ]
        said.append(f"{plot.name}: {', '.join(sides)}.")
    left = len(amap.plots) - len(said)
    said += [f"And {count_of(left, 'more connection')}."] if left else []
    numbers = range(1, min(len(amap.overlaps), MOST_LISTED) + 1)
    said += [f"{shares(amap, n)}." for n in numbers]
    more = amap.beside(numbers, amap.hubs)
    said += [f"And {more_of(*more)}."] if any(more) else []
    return " ".join(said)


def _part(amap: AddressMap, part: Part, y: float, sheet: Drawing) -> float:
    m = sheet.metrics
    if part.heading:
        sheet.lines.append(Line("edge", 0, y, m.width, y))
        y += 10
        tail = sheet.wide(part.summary)
        beside = tail + m.gap + sheet.wide(part.heading) * _HUB <= m.width
        sheet.write("hub", 0, y, part.heading, (m.width - (tail if beside else 0)) / _HUB)
        y += 0 if beside else m.line + 2
        sheet.write("summary", m.width - tail if beside else 0, y, part.summary, m.width)
        y += 26
    for figure in part.figures:
        drawing = lay_out(figure, m)
        _put(drawing, y, sheet)
        y += drawing.height + 10
    for numbered in part.numbers:
        y = _overlap(amap, numbered, y, sheet)
    if any(part.left):
        y = _paragraph(f"And {more_of(*part.left)}.", "note", y, sheet)
    for remark in part.remarks:
        y = _paragraph(remark, "note", y, sheet)
    return y + 14


def _put(drawing: Drawing, y: float, sheet: Drawing) -> None:
    """Put a drawing on the sheet, so far from its top."""
    sheet.boxes += [Box(b.kind, b.x, b.y + y, b.width, b.height, b.title) for b in drawing.boxes]
    sheet.texts += [Text(t.kind, t.x, t.y + y, t.width, t.text, t.title) for t in drawing.texts]
    sheet.lines += [Line(one.kind, one.x1, one.y1 + y, one.x2, one.y2 + y, one.title) for one in drawing.lines]


def _overlap(amap: AddressMap, numbered: int, y: float, sheet: Drawing) -> float:
    """An overlap in words, behind its number."""
    m = sheet.metrics
    overlap = amap.overlap(numbered)
    style = "badge-meant" if overlap.meant else "badge"
    badge = str(numbered)
    sheet.boxes.append(Box(style, 0, y, sheet.wide(badge) + 2 * m.pad, m.line))
    sheet.write(f"{style}-text", m.pad, y, badge, sheet.wide(badge))
    left = max(sheet.wide(badge) + 4 * m.pad, 5 * m.char)
    common = cidr_of(overlap.common)
    sheet.write("listed" if overlap.meant else "red", left, y, common, m.width - left)
    kind = kind_of(amap, numbered)
    x = left + sheet.wide(common) + 2 * m.char
    if x + sheet.wide(kind) > m.width:
        x, y = left, y + m.line
    sheet.write("note", x, y, kind, m.width - x)
    one, other = parties(amap, numbered)
    y += m.line
    if sheet.wide(f"{one} × {other}") <= m.width - left:
        sheet.write("listed", left, y, f"{one} × {other}", m.width - left)
        return y + m.line + 3
    sheet.write("listed", left, y, one, m.width - left)
    sheet.write("listed", left, y + m.line, f"× {other}", m.width - left)
    return y + 2 * m.line + 3


def _legend(y: float, sheet: Drawing) -> float:
    m = sheet.metrics
    x = 0.0
    for kind, said in LEGEND:
        if x + 22 + sheet.wide(said) > m.width:
            x, y = 0, y + m.line + 3
        sheet.boxes.append(Box(kind, x, y + 2, 16, m.bar))
        sheet.write("legend", x + 22, y, said, m.width - 22)
        x += 22 + sheet.wide(said) + m.gap
    return y + m.line


def _paragraph(said: str, kind: str, y: float, sheet: Drawing) -> float:
    """Text over as many lines as it needs."""
    m = sheet.metrics
    for line in wrap(said, int(m.width / m.char), "").split("\n"):
        sheet.write(kind, 0, y, line, m.width)
        y += m.line
    return y
