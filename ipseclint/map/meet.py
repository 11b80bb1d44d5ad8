"""Meetings: which ranges of which connections overlap so that traffic has two owners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ipseclint.record import Record
from ipseclint.rules.neighbours import ANYWHERE, is_standby, verdict
from ipseclint.sweep import LOW, overlapping


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two ranges that share addresses, `first << 32 | last` each.

    - `first`, `second`: the connections, by their number; one and the same when its two sides overlap.
    - `one`, `other`: the first's range (its local one, when the sides overlap) and the second's remote one.
    - `code`: the rule that speaks of it. `meant`: an active/standby pair."""

    first: int
    second: int
    one: int
    other: int
    code: str
    meant: bool = False

    @property
    def common(self) -> int:
        """The addresses in both."""
        return common_of(self.one, self.other)

    @property
    def within(self) -> bool:
        """Whether the two sides of one connection overlap."""
        return self.first == self.second


def own_overlaps(number: int, record: Record) -> Iterator[Overlap]:
    """Each pair of a local and a remote range of one connection that share addresses (IPS301)."""
    local, remote = drawable(record.local), drawable(record.remote)
    for left, right in overlapping([*local, *remote]):
        if left < len(local) <= right:
            yield Overlap(number, number, local[left], remote[right - len(local)], "IPS301")


def hub_overlaps(members: Sequence[tuple[int, Record]]) -> Iterator[Overlap]:
    """Each pair of remote ranges of two connections of one gateway or VPC that a rule speaks of (IPS302,
    IPS303, IPS305)."""
    ranges = [found for _, record in members for found in drawable(record.remote)]
    owners = [member for member in members for _ in drawable(member[1].remote)]
    codes: dict[tuple[int, int], tuple[str, bool]] = {}
    for left, right in overlapping(ranges):
        (first, one), (second, other) = owners[left], owners[right]
        if first == second or not neighbours(one, other):
            continue
        if (first, second) not in codes:
            codes[first, second] = (verdict(one, other), is_standby(one, other))
        code, meant = codes[first, second]
        if code:
            yield Overlap(first, second, ranges[left], ranges[right], code, meant)


def neighbours(one: Record, other: Record) -> bool:
    """Whether two connections hang on one gateway or VPC, so that their remote ranges are compared."""
    if one.attachment or other.attachment:
        return False
    return bool(one.gateway == other.gateway and one.gateway) or bool(one.vpc == other.vpc and one.vpc)


def common_of(one: int, other: int) -> int:
    """The addresses in both of two ranges that overlap."""
    return max(one >> 32, other >> 32) << 32 | min(one & LOW, other & LOW)


def drawable(ranges: Iterable[int]) -> list[int]:
    """The ranges in order, each once, without 0.0.0.0/0, which is told apart."""
    return sorted(set(ranges) - {ANYWHERE})


def outer(ranges: Iterable[int]) -> tuple[int, ...]:
    """The ranges in order that no other one of them holds, 0.0.0.0/0 left out."""
    kept: list[int] = []
    for found in sorted(drawable(ranges), key=lambda found: (found >> 32, -(found & LOW))):
        if not kept or found & LOW > kept[-1] & LOW:
            kept.append(found)
    return tuple(kept)
