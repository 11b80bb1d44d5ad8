"""Hubs: connections by the gateway they hang on, and gateways by their VPC; the data of a whole map."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from ipseclint.map.contests import Contested, Members, tally
from ipseclint.map.meet import Overlap, hub_overlaps, own_overlaps
from ipseclint.map.plot import Plot

# So many overlaps are drawn and listed: more say no more, and a picture of them nothing at all. All are counted.
MOST = 2000
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Hub:
    """Connections that share a gateway or a VPC. `members` are their numbers in the order they are shown in;
    `numbers` those of the overlaps among them that are listed, from 1. `real` and `meant` count all overlaps."""

    name: str
    gateways: tuple[str, ...]
    members: tuple[int, ...]
    numbers: tuple[int, ...] = ()
    real: int = 0
    meant: int = 0


@dataclass(frozen=True, slots=True)
class AddressMap:
    """All that is drawn. `overlaps` stand in the order of their hubs, number 1 first, and are no more than MOST;
    `contests` has the addresses with two owners of every connection that takes part in an overlap, listed or not."""

    plots: tuple[Plot, ...]
    hubs: tuple[Hub, ...]
    overlaps: tuple[Overlap, ...]
    contests: Mapping[int, Contested] = field(default_factory=dict)

    def overlap(self, number: int) -> Overlap:
        return self.overlaps[number - 1]

    def real(self, numbers: Sequence[int]) -> list[int]:
        """Those of these overlaps that are not meant."""
        return [number for number in numbers if not self.overlap(number).meant]

    def beside(self, numbers: Sequence[int], hubs: Sequence[Hub]) -> tuple[int, int]:
        """How many overlaps these hubs have beside some of theirs, real ones and meant ones."""
        real = len(self.real(numbers))
        return sum(hub.real for hub in hubs) - real, sum(hub.meant for hub in hubs) - (len(numbers) - real)


def address_map(plots: Sequence[Plot]) -> AddressMap:
    """The map of these connections: hubs with overlaps first, then by name."""
    hubs = sorted(_hubs(plots), key=lambda hub: (natural(hub.name), hub.members))
    tallies = [tally(_members(plots, hub)) for hub in hubs]
    shares = shared([one.real + one.meant for one in tallies], MOST)
    overlaps: list[Overlap] = []
    numbered = []
    contests: dict[int, Contested] = {}
    for place in sorted(range(len(hubs)), key=lambda place: not tallies[place].real):
        hub, counted = hubs[place], tallies[place]
        busy = [member for member in _members(plots, hub) if member[0] in counted.contests]
        first = len(overlaps) + 1
        found = islice(_overlaps(busy), shares[place])
        overlaps += sorted(found, key=lambda o: (o.first, o.second, o.common, o.one, o.other))
        numbers = tuple(range(first, len(overlaps) + 1))
        numbered.append(replace(hub, numbers=numbers, real=counted.real, meant=counted.meant))
        contests |= counted.contests
    return AddressMap(tuple(plots), tuple(numbered), tuple(overlaps), contests)


def shared(counts: Sequence[int], most: int) -> list[int]:
    """How many of each may be listed so that all are no more than so many: the few whole, the many in equal parts."""
    shares = [0] * len(counts)
    for done, place in enumerate(sorted(range(len(counts)), key=counts.__getitem__)):
        shares[place] = min(counts[place], math.ceil(most / (len(counts) - done)))
        most -= shares[place]
    return shares


def natural(text: str) -> list[tuple[int, str]]:
    """What to sort names by, so that site-2 comes before site-10."""
    parts = _DIGITS.split(text.casefold())
    return [(len(part.lstrip("0")) if part.isdecimal() else -1, part) for part in parts if part]


def _members(plots: Sequence[Plot], hub: Hub) -> Members:
    return [(number, plots[number].record) for number in sorted(hub.members)]


def _overlaps(members: Members) -> Iterator[Overlap]:
    for number, record in members:
        yield from own_overlaps(number, record)
    yield from hub_overlaps(members)


def _hubs(plots: Sequence[Plot]) -> Iterator[Hub]:
    for group in _groups(plots):
        first = plots[group[0]]
        gateways = sorted({plots[number].gateway for number in group}, key=natural)
        if first.record.attachment:
            name = "Attachments of a transit router"
        elif not first.record.gateway:
            name = "Gateway not known"
        elif len({plots[number].record.gateway for number in group}) > 1:
            name = next((plots[number].vpc for number in group if plots[number].vpc), "")
        else:
            name = first.gateway
        order = sorted(group, key=lambda n: (natural(plots[n].gateway), natural(plots[n].name), n))
        yield Hub(name, tuple(gateways), tuple(order))


def _groups(plots: Sequence[Plot]) -> list[list[int]]:
    """Numbers of connections whose gateways are one, or hang on one VPC."""
    leader: dict[str, str] = {}

    def top(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for plot in plots:
        record = plot.record
        if record.gateway and record.vpc and not record.attachment:
            leader[top(f"gateway {record.gateway}")] = top(f"vpc {record.vpc}")
    groups: dict[str, list[int]] = defaultdict(list)
    for number, plot in enumerate(plots):
        record = plot.record
        key = "" if record.attachment else f"gateway {record.gateway}" if record.gateway else "?"
        groups[top(key)].append(number)
    return list(groups.values())
