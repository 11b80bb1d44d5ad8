"""Hubs: connections by the gateway they hang on, and gateways by their VPC; the data of a whole map."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ipseclint.map.meet import MOST, Overlap, hub_overlaps, own_overlaps
from ipseclint.map.plot import Plot

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Hub:
    """Connections that share a gateway or a VPC. `members` are their numbers in the order they are shown in;
    `numbers` those of the overlaps among them, from 1."""

    name: str
    gateways: tuple[str, ...]
    members: tuple[int, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressMap:
    """All that is drawn. `overlaps` stand in the order of their hubs, number 1 first; `more` tells that there
    are others, too many to draw."""

    plots: tuple[Plot, ...]
    hubs: tuple[Hub, ...]
    overlaps: tuple[Overlap, ...]
    more: bool = False

    def overlap(self, number: int) -> Overlap:
        return self.overlaps[number - 1]

    def real(self, numbers: Sequence[int]) -> list[int]:
        """Those of these overlaps that are not meant."""
        return [number for number in numbers if not self.overlap(number).meant]


def address_map(plots: Sequence[Plot]) -> AddressMap:
    """The map of these connections: hubs with overlaps first, then by name."""
    hubs: list[tuple[Hub, list[Overlap]]] = []
    left, more = MOST, False
    for hub in sorted(_hubs(plots), key=lambda hub: (natural(hub.name), hub.members)):
        found = list(islice(_overlaps(plots, hub), left + 1))
        more = more or len(found) > left
        found = sorted(found[:left], key=lambda o: (o.first, o.second, o.common, o.one, o.other))
        left -= len(found)
        hubs.append((hub, found))
    hubs.sort(key=lambda pair: all(one.meant for one in pair[1]))
    overlaps: list[Overlap] = []
    numbered = []
    for hub, found in hubs:
        first = len(overlaps) + 1
        overlaps += found
        numbered.append(Hub(hub.name, hub.gateways, hub.members, tuple(range(first, first + len(found)))))
    return AddressMap(tuple(plots), tuple(numbered), tuple(overlaps), more)


def natural(text: str) -> list[tuple[int, str]]:
    """What to sort names by, so that site-2 comes before site-10."""
    parts = _DIGITS.split(text.casefold())
    return [(len(part.lstrip("0")) if part.isdecimal() else -1, part) for part in parts if part]


def _overlaps(plots: Sequence[Plot], hub: Hub) -> Iterator[Overlap]:
    members = [(number, plots[number].record) for number in sorted(hub.members)]
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
