"""The sweep: which ranges of many overlap, by sorting them once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

LOW = 0xFFFFFFFF


def overlapping(ranges: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of positions whose ranges share an address, each pair once, smaller position first.

    A range is `first << 32 | last`, as CIDRs give them: two of them are equal, nested or apart, but any ranges
    will do. Time is n log n plus the number of pairs."""
    order = sorted(range(len(ranges)), key=ranges.__getitem__)
    open_: list[int] = []
    for position in order:
        first = ranges[position] >> 32
        open_ = [other for other in open_ if ranges[other] & LOW >= first]
        for other in open_:
            yield (other, position) if other < position else (position, other)
        open_.append(position)


def any_overlap(one: Iterable[int], other: Iterable[int]) -> bool:
    """Whether a range of the one shares an address with a range of the other."""
    there = list(other)
    return any(a >> 32 <= b & LOW and b >> 32 <= a & LOW for a in one for b in there)


def relation(one: int, other: int) -> str:
    """How two overlapping ranges lie to each other, the first seen from the second."""
    if one == other:
        return "equal"
    if one >> 32 <= other >> 32 and one & LOW >= other & LOW:
        return "contains"
    if other >> 32 <= one >> 32 and other & LOW >= one & LOW:
        return "inside"
    return "partial"


def cidr_of(found: int) -> str:
    """A range that is a network, as CIDR text."""
    from ipseclint.address import dotted

    first, last = found >> 32, found & LOW
    return f"{dotted(first)}/{32 - (last - first).bit_length()}"
