"""Figures: what one picture shows. A lane is a connection with its two sides, or a hub with all of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipseclint.map.hubs import AddressMap, Hub
from ipseclint.map.meet import Overlap, drawable, outer
from ipseclint.map.words import count_of, opened, shares
from ipseclint.rules.neighbours import ANYWHERE
from ipseclint.sweep import overlapping

LOCAL, REMOTE = 0, 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of a side. `numbers` are the listed overlaps that it takes part in; `red` tells that an overlap is
    real, listed or not."""

    found: int
    numbers: tuple[int, ...] = ()
    red: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A strip of the picture. `sides` are local and remote, as is all that comes in pairs: `contested` are the
    addresses with two owners, `anywhere` tells 0.0.0.0/0. `heading` opens a group, `tail` closes the line."""

    name: str
    place: str
    sides: tuple[tuple[Mark, ...], tuple[Mark, ...]]
    contested: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    anywhere: tuple[bool, bool] = (False, False)
    heading: str = ""
    note: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An overlap between two sides of lanes, by the lanes' places in the figure."""

    number: int
    common: int
    upper: tuple[int, int]
    lower: tuple[int, int]
    title: str
    meant: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture. `brief`: whole blocks, and no range is named."""

    name: str
    lanes: tuple[Lane, ...]
    links: tuple[Link, ...] = ()
    brief: bool = False

    def ranges(self) -> set[int]:
        return {mark.found for lane in self.lanes for side in lane.sides for mark in side}


def hub_figure(amap: AddressMap, hub: Hub, members: Sequence[int]) -> Figure:
    """Connections of a hub, a lane each, with the overlaps among them."""
    places = {number: place for place, number in enumerate(members)}
    numbers = [n for n in hub.numbers if {amap.overlap(n).first, amap.overlap(n).second} <= places.keys()]
    lanes = []
    before = ""
    for member in members:
        gateway = amap.plots[member].gateway if len(hub.gateways) > 1 else ""
        lanes.append(_lane(amap, member, numbers, gateway if gateway != before else ""))
        before = gateway
    links = tuple(_link(amap, number, places) for number in numbers)
    return Figure(hub.name, tuple(lanes), links)


def overview(amap: AddressMap, hubs: Sequence[Hub]) -> Figure:
    """All hubs, a lane each, over the whole blocks that they use."""
    return Figure("All gateways", tuple(_hub_lane(amap, hub) for hub in hubs), brief=True)


def _lane(amap: AddressMap, member: int, numbers: Sequence[int], heading: str) -> Lane:
    plot = amap.plots[member]
    record = plot.record
    contested = amap.contests.get(member, ((), ()))
    taking: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number in numbers:
        for part in _parts(amap.overlap(number), member):
            taking[part].append(number)
    local, remote = (
        _marks(side, drawable(ranges), contested[side], taking)
        for side, ranges in ((LOCAL, record.local), (REMOTE, record.remote))
    )
    return Lane(
        name=plot.name,
        place=plot.place,
        sides=(local, remote),
        contested=contested,
        anywhere=(ANYWHERE in record.local, ANYWHERE in record.remote),
        heading=heading,
        note=opened(plot),
    )


def _parts(overlap: Overlap, member: int) -> list[tuple[int, int]]:
    """The sides and ranges with which a connection takes part in an overlap."""
    parts = []
    if overlap.first == member:
        parts.append((LOCAL if overlap.within else REMOTE, overlap.one))
    if overlap.second == member:
        parts.append((REMOTE, overlap.other))
    return parts


def _marks(
    side: int, ranges: Sequence[int], contested: Sequence[int], taking: Mapping[tuple[int, int], Sequence[int]]
) -> tuple[Mark, ...]:
    """The ranges of a side. `taking` are the numbers of overlaps by side and range."""
    meetings = overlapping([*ranges, *contested])
    red = {place for place, other in meetings if place < len(ranges) <= other}
    return tuple(Mark(found, tuple(taking.get((side, found), ())), place in red) for place, found in enumerate(ranges))


def _link(amap: AddressMap, number: int, places: dict[int, int]) -> Link:
    overlap = amap.overlap(number)
    one = (places[overlap.first], LOCAL if overlap.within else REMOTE)
    other = (places[overlap.second], REMOTE)
    return Link(number, overlap.common, min(one, other), max(one, other), shares(amap, number), overlap.meant)


def _hub_lane(amap: AddressMap, hub: Hub) -> Lane:
    records = [amap.plots[member].record for member in hub.members]
    contests = [amap.contests[member] for member in hub.members if member in amap.contests]
    local = tuple(Mark(found) for found in outer(found for record in records for found in record.local))
    remote = tuple(Mark(found) for found in outer(found for record in records for found in record.remote))
    return Lane(
        name=hub.name,
        place=count_of(len(hub.members), "connection"),
        sides=(local, remote),
        contested=(
            outer(c for local, _ in contests for c in local),
            outer(c for _, remote in contests for c in remote),
        ),
        anywhere=(any(ANYWHERE in r.local for r in records), any(ANYWHERE in r.remote for r in records)),
        tail=count_of(hub.real, "overlap") if hub.real else "",
    )
