"""HTML: the map as a part of a report, or as a page of its own; what is drawn stands in tables too."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from itertools import chain

from ipseclint import __version__
from ipseclint.map.drawing import PHONE, SCREEN
from ipseclint.map.fold import FEW, MOST_FIGURES, Part, hub_part, overview_part, unknowns
from ipseclint.map.hubs import AddressMap, Hub
from ipseclint.map.layout import lay_out
from ipseclint.map.svg import css, inline
from ipseclint.map.tables import tables
from ipseclint.map.words import LEGEND, count_of, kind_of, lead, more_of, parties
from ipseclint.report.html_text import tag, text
from ipseclint.report.words import DOCS
from ipseclint.sweep import cidr_of

# The page may fetch nothing and run nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# Of many gateways with overlaps so many are open at first: on a page of the map's own, and in a report.
_OPEN, _OPEN_IN_REPORT = 12, 2


def page(amap: AddressMap) -> str:
    """A whole page. It needs no script and fetches nothing."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            tag("title", f"Address map: {lead(amap)}"),
            f"<style>\n{files('ipseclint.report').joinpath('report.css').read_text(encoding='utf-8')}</style>",
            "</head>",
            "<body>",
            f"<header>{tag('h1', 'Address map')}{tag('p', lead(amap) + '.', role='lead')}</header>",
            f'<main class="map">{_fragment(amap, "h2", _OPEN, len(amap.plots) <= FEW)}</main>',
            f"<footer>ipseclint {text(__version__)} · "
            f'<a href="{DOCS}/map.md" rel="noreferrer">documentation</a></footer>',
            "</body>",
            "</html>",
            "",
        ]
    )


def fragment(amap: AddressMap) -> str:
    """The map as a part of a report, below a heading of level 2."""
    return _fragment(amap, "h3", _OPEN_IN_REPORT, False)


def _fragment(amap: AddressMap, heading: str, most: int, quiet: bool) -> str:
    """The map with headings of a level; so many gateways with overlaps are open, and the `quiet` ones or not."""
    body = (_legend(), _overview(amap, heading), _hubs(amap, heading, most, quiet), _unknown(amap, heading))
    return "\n".join(['<div class="atlas">', *chain(*body), *tables(amap), "</div>"])


def _legend() -> Iterator[str]:
    """The kinds of bars; the looks of all drawings stand in the first one."""
    looks = f"<style>\n{css()}{files('ipseclint.map').joinpath('atlas.css').read_text(encoding='utf-8')}</style>"
    yield '<ul class="keys">'
    for kind, said in LEGEND:
        bar = f'<rect class="{kind}" x="0.5" y="0.5" width="17" height="12"/>'
        yield f'<li><svg class="amap" width="18" height="13" aria-hidden="true">{looks}{bar}</svg>{text(said)}</li>'
        looks = ""
    yield "</ul>"


def _overview(amap: AddressMap, heading: str) -> Iterator[str]:
    if len(amap.hubs) > 1:
        part = overview_part(amap)
        yield f'<section class="more">{_title(part, heading)}'
        yield from _body(amap, part, "all")
        yield "</section>"


def _hubs(amap: AddressMap, heading: str, most: int, quiet: bool) -> Iterator[str]:
    """Each gateway, those with overlaps first; many of the others share one box."""
    hubs = list(enumerate(amap.hubs[:MOST_FIGURES]))
    loud = [(place, hub) for place, hub in hubs if hub.real]
    rest = [(place, hub) for place, hub in hubs if not hub.real]
    for place, hub in loud:
        yield from _hub(amap, place, hub, heading, place < most)
    boxed = not quiet and len(rest) > 3
    if boxed:
        said = count_of(len(rest), "gateway")
        yield f'<details class="more"><summary>{tag(heading, f"{said} without overlaps")}</summary>'
    for place, hub in rest:
        yield from _hub(amap, place, hub, heading, quiet or len(hubs) == 1)
    if boxed:
        yield "</details>"
    left = len(amap.hubs) - len(hubs)
    if left:
        yield tag("p", f"{count_of(left, 'more gateway')} without a picture.", role="aside")


def _hub(amap: AddressMap, place: int, hub: Hub, heading: str, opened: bool) -> Iterator[str]:
    part = hub_part(amap, hub)
    title = _title(part, heading, bool(hub.real))
    yield f'<details class="more"{" open" if opened else ""}><summary>{title}</summary>'
    yield from _body(amap, part, str(place + 1))
    yield "</details>"


def _unknown(amap: AddressMap, heading: str) -> Iterator[str]:
    if lines := list(unknowns(amap)):
        yield f'<section class="more">{tag(heading, "Not known")}<ul class="meets">'
        yield from (tag("li", line) for line in lines)
        yield "</ul></section>"


def _title(part: Part, heading: str, real: bool = False) -> str:
    count, _, overlaps = part.summary.rpartition(", ")
    said = f"{text(count)}, {tag('b', overlaps)}" if real else text(part.summary)
    return f'{tag(heading, part.heading)} <span class="told">{said}</span>'


def _body(amap: AddressMap, part: Part, name: str) -> Iterator[str]:
    for number, figure in enumerate(part.figures):
        title = f"{part.heading}: {part.summary}"
        yield '<div class="drawn">'
        for role, metrics in (("wide", SCREEN), ("narrow", PHONE)):
            yield inline(lay_out(figure, metrics), f"atlas-{name}-{number}-{role}", title, f"amap {role}")
        yield "</div>"
    if part.numbers:
        yield '<ol class="meets">'
        yield from (_overlap(amap, number) for number in part.numbers)
        yield "</ol>"
    if any(part.left):
        yield tag("p", f"And {more_of(*part.left)}{_tabled(part)}.", role="aside")
    for remark in part.remarks:
        yield tag("p", remark, role="aside")


def _tabled(part: Part) -> str:
    """Where the overlaps that are not listed beside their picture can be found."""
    if part.tabled == sum(part.left):
        return ", in the table below"
    return f", of which the table below has {part.tabled:,}" if part.tabled else ""


def _overlap(amap: AddressMap, number: int) -> str:
    overlap = amap.overlap(number)
    one, other = parties(amap, number)
    role = ' class="meant"' if overlap.meant else ""
    said = f"{tag('b', cidr_of(overlap.common))} {text(one)} × {text(other)} {tag('small', kind_of(amap, number))}"
    return f"<li{role}>{tag('i', str(number))} <span>{said}</span></li>"
