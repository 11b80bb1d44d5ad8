"""Tables: what the map draws, for those who read or search rather than look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
        yield from _table("Table of overlaps", head, rows, sum(hub.real + hub.meant for hub in amap.hubs))
    head = ("connection", "gateway", "local side", "remote side", "place")
    rows = [_ranges(amap.plots[member]) for hub in amap.hubs for member in hub.members]
    yield from _table("Table of ranges", head, rows, len(rows))


def _table(caption: str, head: Sequence[str], rows: Sequence[str], count: int) -> Iterator[str]:
    """A table of so many rows, of which the first ones are written."""
    yield f'<details class="more"><summary>{text(caption)}</summary><div class="table" tabindex="0"><table>'
    yield tag("caption", f"{caption}: {count_of(count, 'row')}")
    names = (tag("th", name, "number" if name == "number" else "", scope="col") for name in head)
    yield f"<thead><tr>{''.join(names)}</tr></thead><tbody>"
    yield from rows[:MOST_ROWS]
    yield "</tbody></table></div>"
    if left := count - len(rows[:MOST_ROWS]):
        yield tag("p", f"And {count_of(left, 'more row')}.", role="aside")
    yield "</details>"


def _overlap(amap: AddressMap, number: int) -> str:
    overlap = amap.overlap(number)
    one, other = amap.plots[overlap.first], amap.plots[overlap.second]
    first = text(one.name + (", local: " if overlap.within else ": ")) + tag("code", cidr_of(overlap.one))
    second = text(other.name + (", remote: " if overlap.within else ": ")) + tag("code", cidr_of(overlap.other))
    kind = text(kind_of(amap, number).removesuffix(f", {overlap.code}"))
    rule = f'<a href="{text(rule_url(overlap.code))}" rel="noreferrer">{overlap.code}</a>'
    cells = (tag("code", cidr_of(overlap.common)), first, second, f"{kind} {rule}")
    return _row(tag("th", str(number), "number", scope="row"), cells)


def _ranges(plot: Plot) -> str:
    record = plot.record
    cells = (
        text(plot.gateway if record.gateway else "not known"),
        _side(record.local, plot.local_open),
        _side(record.remote, plot.remote_open),
        text(plot.place),
    )
    return _row(tag("th", plot.name, scope="row"), cells)


def _side(ranges: Sequence[int], opened: Sequence[str]) -> str:
    return ", ".join([*(tag("code", cidr_of(found)) for found in ranges), *map(text, opened)])


def _row(head: str, cells: Iterable[str]) -> str:
    return f"<tr>{head}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
