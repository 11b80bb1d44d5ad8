"""Folding: which figures a map has. A large map shows all gateways, and of those with overlaps what takes part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ipseclint.map.figure import Figure, hub_figure, overview
from ipseclint.map.hubs import AddressMap, Hub
from ipseclint.map.words import count_of, opened, summary

# A map of so many connections is drawn whole.
FEW = 40
# Lanes of one figure, so that the addresses at its head stay near; and lanes of the overview.
PAGE, MOST_HUBS = 40, 120
# Hubs of which every connection is drawn, and what a page holds at most.
MOST_FIGURES = 250
# Overlaps and unknown sides that are listed, and names that are written out when lanes are folded.
MOST_LISTED = 60
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its figures. `numbers` are the overlaps to be listed below; `remarks` say what is not drawn."""

    heading: str
    summary: str
    figures: tuple[Figure, ...] = ()
    numbers: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()


def parts(amap: AddressMap, unfold: bool = False) -> Iterator[Part]:
    """The parts of a map that is one picture: all gateways first, then each, or those with overlaps alone."""
    several = len(amap.hubs) > 1
    if several:
        yield overview_part(amap)
    whole = unfold or not several or len(amap.plots) <= FEW
    drawn = [hub for hub in amap.hubs if whole or hub.numbers][:MOST_FIGURES]
    for hub in drawn:
        yield hub_part(amap, hub) if whole else _folded(amap, hub)
    left = len(amap.hubs) - len(drawn)
    if left:
        where = "shown above only" if several and len(amap.hubs) <= MOST_HUBS else "not drawn"
        yield Part("", "", remarks=(f"{count_of(left, 'more gateway')} without overlaps {_are(left)} {where}.",))
    if not whole and (unknown := tuple(unknowns(amap))):
        yield Part("Not known", "", remarks=unknown)


def overview_part(amap: AddressMap) -> Part:
    shown = amap.hubs[:MOST_HUBS]
    left = len(amap.hubs) - len(shown)
    remarks = (f"{count_of(left, 'more gateway')} {_are(left)} not drawn.",) if left else ()
    return Part("All gateways", "whole address blocks", (overview(amap, shown),), remarks=remarks)


def hub_part(amap: AddressMap, hub: Hub) -> Part:
    """A hub with all its connections."""
    figures = tuple(hub_figure(amap, hub, page) for page in _pages(amap, hub))
    return Part(hub.name, summary(amap, hub), figures, hub.numbers)


def _folded(amap: AddressMap, hub: Hub) -> Part:
    """A hub with the connections that take part in an overlap; the others are named."""
    busy = _busy(amap, hub)
    left = [amap.plots[member].name for member in hub.members if member not in busy]
    figure = hub_figure(amap, hub, [member for member in hub.members if member in busy])
    return Part(hub.name, summary(amap, hub), (figure,), hub.numbers, _left_out(left))


def _left_out(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    named = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return (f"{count_of(len(names), 'connection')} without overlaps {_are(len(names))} not drawn: {named}",)


def unknowns(amap: AddressMap, most: int = MOST_LISTED) -> Iterator[str]:
    """What cannot be drawn of connections, each in a line."""
    open_ = [plot for plot in amap.plots if plot.local_open or plot.remote_open]
    yield from (f"{plot.name}: {opened(plot)}" for plot in open_[:most])
    if len(open_) > most:
        yield f"{count_of(len(open_) - most, 'more connection')} with something unknown"


def _pages(amap: AddressMap, hub: Hub) -> Iterator[Sequence[int]]:
    """A hub's connections in figures; those that overlap stand together in the first one."""
    if len(hub.members) <= PAGE:
        yield hub.members
        return
    busy = _busy(amap, hub)
    if busy:
        yield [member for member in hub.members if member in busy]
    rest = [member for member in hub.members if member not in busy]
    yield from (rest[i : i + PAGE] for i in range(0, len(rest), PAGE))


def _busy(amap: AddressMap, hub: Hub) -> set[int]:
    overlaps = [amap.overlap(number) for number in hub.numbers]
    return {member for overlap in overlaps for member in (overlap.first, overlap.second)}


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
