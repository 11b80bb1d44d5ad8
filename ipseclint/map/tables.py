"""Tables: what the map draws, for those who read or search rather than look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ipseclint.map.hubs import AddressMap
from ipseclint.map.plot import Plot
from ipseclint.map.words import count_of, kind_of
from ipseclint.report.html_text import tag, text
from ipseclint.report.words import rule_url
from ipseclint.sweep import cidr_of

MOST_ROWS = 2000


def tables(amap: AddressMap) -> Iterator[str]:
    """The overlaps and the ranges, each in a table that can be opened."""
    if amap.overlaps:
        head = ("number", "shared range", "connection", "other connection", "kind")
        rows = [_overlap(amap, number) for number in range(1, len(amap.overlaps) + 1)]
        yield from _table("Table of overlaps", head, rows)
    head = ("connection", "gateway", "local side", "remote side", "place")
    rows = [_ranges(amap.plots[member]) for hub in amap.hubs for member in hub.members]
    yield from _table("Table of ranges", head, rows)


def _table(caption: str, head: Sequence[str], rows: Sequence[str]) -> Iterator[str]:
    yield f'<details class="more"><summary>{text(caption)}</summary><div class="table" tabindex="0"><table>'
    yield tag("caption", f"{caption}: {count_of(len(rows), 'row')}")
    yield f"<thead><tr>{''.join(tag('th', name, scope='col') for name in head)}</tr></thead><tbody>"
    yield from rows[:MOST_ROWS]
    yield "</tbody></table></div>"
    if len(rows) > MOST_ROWS:
        yield tag("p", f"And {count_of(len(rows) - MOST_ROWS, 'more row')}.", role="aside")
    yield "</details>"


def _overlap(amap: AddressMap, number: int) -> str:
    overlap = amap.overlap(number)
    one, other = amap.plots[overlap.first], amap.plots[overlap.second]
    first = f"{one.name}{', local' if overlap.within else ''}: {cidr_of(overlap.one)}"
    second = f"{other.name}{', remote' if overlap.within else ''}: {cidr_of(overlap.other)}"
    kind = kind_of(amap, number).removesuffix(f", {overlap.code}")
    rule = f'<a href="{text(rule_url(overlap.code))}" rel="noreferrer">{overlap.code}</a>'
    cells = (tag("td", word) for word in (cidr_of(overlap.common), first, second))
    return f"<tr>{tag('th', str(number), scope='row')}{''.join(cells)}<td>{text(kind)} {rule}</td></tr>"


def _ranges(plot: Plot) -> str:
    local = [*map(cidr_of, plot.record.local), *plot.local_open]
    remote = [*map(cidr_of, plot.record.remote), *plot.remote_open]
    gateway = plot.gateway if plot.record.gateway else "not known"
    cells = (gateway, ", ".join(local), ", ".join(remote), plot.place)
    return f"<tr>{tag('th', plot.name, scope='row')}{''.join(tag('td', cell) for cell in cells)}</tr>"
