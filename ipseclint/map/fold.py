"""Folding: which figures a map has. A large map shows all gateways, and of those with overlaps what takes part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
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
    """A heading with its figures. `numbers` are the overlaps to be listed below. `left` are the others, real and
    meant ones, of which `tabled` have a number too; `remarks` say what is not drawn."""

    heading: str
    summary: str
    figures: tuple[Figure, ...] = ()
    numbers: tuple[int, ...] = ()
    left: tuple[int, int] = (0, 0)
    tabled: int = 0
    remarks: tuple[str, ...] = ()


def parts(amap: AddressMap, unfold: bool = False) -> Iterator[Part]:
    """The parts of a map that is one picture: all gateways first, then each, or those with overlaps alone."""
    several = len(amap.hubs) > 1
    if several:
        yield overview_part(amap)
    whole = unfold or not several or len(amap.plots) <= FEW
    drawn = [place for place, hub in enumerate(amap.hubs) if whole or hub.real or hub.meant][:MOST_FIGURES]
    for place in drawn:
        yield hub_part(amap, amap.hubs[place]) if whole else _folded(amap, amap.hubs[place])
    if left := tuple(_hubs_left(amap, set(drawn))):
        yield Part("", "", remarks=left)
    if not whole and (unknown := tuple(unknowns(amap))):
        yield Part("Not known", "", remarks=unknown)


def overview_part(amap: AddressMap) -> Part:
    shown = amap.hubs[:MOST_HUBS]
    left = len(amap.hubs) - len(shown)
    remarks = (f"{count_of(left, 'more gateway')} {_are(left)} not drawn here.",) if left else ()
    return Part("All gateways", "whole address blocks", (overview(amap, shown),), remarks=remarks)


def _hubs_left(amap: AddressMap, drawn: Set[int]) -> Iterator[str]:
    """What is said of gateways that have no figure of their own."""
    for real, having in ((True, "with"), (False, "without")):
        alike = [place for place, hub in enumerate(amap.hubs) if bool(hub.real) is real]
        noun = "gateway" if drawn.isdisjoint(alike) else "more gateway"
        above = [place < MOST_HUBS for place in alike if place not in drawn]
        for count, where in ((above.count(True), "shown above only"), (above.count(False), "not drawn")):
            if count:
                yield f"{count_of(count, noun)} {having} overlaps {_are(count)} {where}."


def hub_part(amap: AddressMap, hub: Hub) -> Part:
    """A hub with all its connections."""
    figures = tuple(hub_figure(amap, hub, page) for page in _pages(amap, hub))
    return _part(amap, hub, figures)


def _folded(amap: AddressMap, hub: Hub) -> Part:
    """A hub with the connections that take part in an overlap; the others are named."""
    drawn = _numbered(amap, hub)
    figures = (hub_figure(amap, hub, [member for member in hub.members if member in drawn]),) if drawn else ()
    left = [member for member in hub.members if member not in drawn]
    busy = [amap.plots[member].name for member in left if member in amap.contests]
    quiet = [amap.plots[member].name for member in left if member not in amap.contests]
    noun = "more connection" if drawn else "connection"
    remarks = (*_left_out(busy, noun, "with"), *_left_out(quiet, "connection", "without"))
    return _part(amap, hub, figures, remarks)


def _part(amap: AddressMap, hub: Hub, figures: tuple[Figure, ...], remarks: tuple[str, ...] = ()) -> Part:
    listed = hub.numbers[:MOST_LISTED]
    left = amap.beside(listed, [hub])
    return Part(hub.name, summary(hub), figures, listed, left, len(hub.numbers) - len(listed), remarks)


def _left_out(names: Sequence[str], noun: str, having: str) -> Iterator[str]:
    """What is said of connections that are not drawn."""
    if names:
        named = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
        yield f"{count_of(len(names), noun)} {having} overlaps {_are(len(names))} not drawn: {named}"


def unknowns(amap: AddressMap, most: int = MOST_LISTED) -> Iterator[str]:
    """What cannot be drawn of connections, each in a line."""
    open_ = [plot for plot in amap.plots if plot.local_open or plot.remote_open]
    yield from (f"{plot.name}: {opened(plot)}" for plot in open_[:most])
    if len(open_) > most:
        yield f"{count_of(len(open_) - most, 'more connection')} with something unknown"


def _pages(amap: AddressMap, hub: Hub) -> Iterator[Sequence[int]]:
    """A hub's connections in figures; those with numbered overlaps stand together in the first one."""
    if len(hub.members) <= PAGE:
        yield hub.members
        return
    first = _numbered(amap, hub)
    if first:
        yield [member for member in hub.members if member in first]
    rest = [member for member in hub.members if member not in first]
    rest.sort(key=lambda member: member not in amap.contests)
    yield from (rest[i : i + PAGE] for i in range(0, len(rest), PAGE))


def _numbered(amap: AddressMap, hub: Hub) -> set[int]:
    """The connections that take part in an overlap that has a number."""
    overlaps = [amap.overlap(number) for number in hub.numbers]
    return {member for overlap in overlaps for member in (overlap.first, overlap.second)}


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
