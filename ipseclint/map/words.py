"""Words: what is said of overlaps and counts, the same in every format."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ipseclint.map.hubs import AddressMap, Hub
from ipseclint.map.plot import Plot
from ipseclint.report.terminal import display_width
from ipseclint.sweep import cidr_of

SIDES = ("local", "remote")
_KINDS = {
    "IPS301": "local against remote side",
    "IPS302": "remote sides, one gateway",
    "IPS303": "the same connection twice",
    "IPS305": "two sites, one hub",
}
# The kinds of bars, and what they stand for.
LEGEND = (
    ("local", "local side"),
    ("remote", "remote side"),
    ("red", "overlap: two owners"),
)


def count_of(count: int, noun: str) -> str:
    """`1 overlap`, `2 overlaps`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def kind_of(amap: AddressMap, number: int) -> str:
    """What an overlap is, with the rule that explains it."""
    overlap = amap.overlap(number)
    if overlap.meant:
        return "active and standby, meant"
    return f"{_KINDS[overlap.code]}, {overlap.code}"


def parties(amap: AddressMap, number: int) -> tuple[str, str]:
    """The two that share addresses, each with its range."""
    overlap = amap.overlap(number)
    one, other = cidr_of(overlap.one), cidr_of(overlap.other)
    if overlap.within:
        return f"{amap.plots[overlap.first].name} local {one}", f"remote {other}"
    return f"{amap.plots[overlap.first].name} {one}", f"{amap.plots[overlap.second].name} {other}"


def shares(amap: AddressMap, number: int) -> str:
    """An overlap in one sentence."""
    one, other = parties(amap, number)
    return f"Overlap {number}: {one} and {other} share {cidr_of(amap.overlap(number).common)}"


def opened(plot: Plot) -> str:
    """What cannot be drawn of a connection, or ""."""
    sides = ((side, said) for side, said in zip(SIDES, (plot.local_open, plot.remote_open), strict=True) if said)
    return "; ".join(f"{side}: {', '.join(said)}" for side, said in sides)


def overlaps_of(count: int) -> str:
    return count_of(count, "overlap") if count else "no overlaps"


def more_of(real: int, meant: int) -> str:
    """What is not listed: `3 more overlaps and 2 more that are meant`, or ""."""
    said = [count_of(real, "more overlap")] if real else []
    said += [f"{meant:,} more that {'is' if meant == 1 else 'are'} meant"] if meant else []
    return " and ".join(said)


def summary(hub: Hub) -> str:
    """`10 connections, 2 overlaps`."""
    words = [count_of(len(hub.members), "connection")]
    words += [count_of(len(hub.gateways), "gateway")] if len(hub.gateways) > 1 else []
    return ", ".join([*words, overlaps_of(hub.real)])


def lead(amap: AddressMap) -> str:
    """The whole map in one sentence."""
    gateways = {plot.record.gateway for plot in amap.plots if plot.record.gateway}
    real = sum(hub.real for hub in amap.hubs)
    unknown = sum(bool(plot.local_open or plot.remote_open) for plot in amap.plots)
    said = f"{count_of(len(amap.plots), 'connection')} on {count_of(len(gateways), 'gateway')}"
    open_ = f"; {count_of(unknown, 'connection')} with something unknown" if unknown else ""
    return f"{said}, {overlaps_of(real)}{open_}"


def runs(numbers: Sequence[int], dash: str = "–") -> str:
    """Numbers cut short: `1–4,7`."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    said = [str(a) if a == b else f"{a},{b}" if b == a + 1 else f"{a}{dash}{b}" for a, b in parts]
    return ",".join(said if len(said) <= 2 else [*said[:2], "…"])


def fit(text: str, room: float, measure: Callable[[str], float] = display_width, dots: str = "…") -> str:
    """A text that takes no more than its room; what is too long loses its middle."""
    if measure(text) <= room:
        return text
    left = room - measure(dots)
    if left < 0:
        return ""
    head = _head(text, left / 2, measure)
    return head + dots + _head(text[::-1], left - measure(head), measure)[::-1]


def _head(text: str, room: float, measure: Callable[[str], float]) -> str:
    """As much of the beginning of a text as fits."""
    end = 0
    while end < len(text) and measure(text[: end + 1]) <= room:
        end += 1
    return text[:end]
