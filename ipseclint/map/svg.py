"""SVG: drawings as elements, and a whole file of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from ipseclint.map.drawing import Box, Drawing, Line, Text
from ipseclint.report.html_text import text as escaped

_BASE = 13.3  # from the top of a line of text to its baseline
# Letters that every font has. Others are held to the room they were given.
_SAFE = re.compile(r"[ -~\xa0-\u024f–…]*\Z")


def css() -> str:
    """The looks of drawings, light and dark."""
    return files("ipseclint.map").joinpath("map.css").read_text(encoding="utf-8")


def elements(drawing: Drawing) -> Iterator[str]:
    """The grid, the bars, the links and the texts of a drawing, in the order they are painted in."""
    back = ("rule", "tick", "edge")
    yield from (_line(line) for line in drawing.lines if line.kind in back)
    yield from (_box(box) for box in drawing.boxes if not box.kind.startswith("badge"))
    yield from (_link(line) for line in drawing.lines if line.kind not in back)
    yield from (_box(box) for box in drawing.boxes if box.kind.startswith("badge"))
    yield from (_text(one, drawing) for one in drawing.texts)


def inline(drawing: Drawing, name: str, title: str, role: str) -> str:
    """A drawing as an element of a page. `name` is an id of its own; `role` is its class."""
    # Half a line's width around it, so that no frame is cut.
    width, height = number(drawing.metrics.width + 2), number(drawing.height + 4)
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" class="{role}" viewBox="-1 -2 {width} {height}"'
    return "\n".join(
        [
            f'{opening} width="{width}" height="{height}" role="img" aria-labelledby="{name}">',
            f'<title id="{name}">{escaped(title)}</title>',
            *elements(drawing),
            "</svg>",
        ]
    )


def number(value: float) -> str:
    """A number without needless digits."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _line(line: Line) -> str:
    if line.kind != "tick":
        return f'<path class="{line.kind}" d="M{number(line.x1)} {number(line.y1)}H{number(line.x2)}"/>'
    return f'<path class="{line.kind}" d="M{number(line.x1)} {number(line.y1)}V{number(line.y2)}"/>'


def _link(line: Line) -> str:
    x, top, bottom = number(line.x1), number(line.y1), number(line.y2)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="2.5"/>' for y in (top, bottom))
    path = f'<path d="M{x} {top}V{bottom}"/>'
    return f'<g class="{line.kind}"><title>{escaped(line.title)}</title>{path}{dots}</g>'


def _box(box: Box) -> str:
    place = f'x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}" height="{number(box.height)}"'
    if box.kind.startswith("badge"):
        place += ' rx="7"'
    if not box.title:
        return f'<rect class="{box.kind}" {place}/>'
    return f'<rect class="{box.kind}" {place}><title>{escaped(box.title)}</title></rect>'


def _text(one: Text, drawing: Drawing) -> str:
    held = "" if _SAFE.match(one.text) else f' textLength="{number(one.width)}" lengthAdjust="spacingAndGlyphs"'
    title = f"<title>{escaped(one.title)}</title>" if one.title else ""
    place = f'x="{number(one.x)}" y="{number(one.y + _BASE)}"'
    return f'<text class="{one.kind}" {place}{held}>{title}{escaped(one.text)}</text>'
