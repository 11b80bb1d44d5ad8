"""Addresses: strict CIDR text to integers, and questions about ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_CIDR = re.compile(
    r"(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})"
    r"(?:/(0|[1-9][0-9]?))?\Z"
)
FULL = 0xFFFFFFFF
# So few pairs are compared one by one faster than sorted.
_FEW = 100


@dataclass(frozen=True, slots=True)
class Range:
    """An IPv4 network as integers: first and last address, prefix length."""

    first: int
    last: int
    prefix: int

    def __str__(self) -> str:
        return f"{dotted(self.first)}/{self.prefix}"

    def overlaps(self, other: Range) -> bool:
        return self.first <= other.last and other.first <= self.last

    def contains(self, other: Range) -> bool:
        return self.first <= other.first and other.last <= self.last

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    @property
    def is_default(self) -> bool:
        """Whether this is 0.0.0.0/0."""
        return self.prefix == 0


def dotted(value: int) -> str:
    return f"{value >> 24}.{value >> 16 & 255}.{value >> 8 & 255}.{value & 255}"


def parse_address(text: str) -> int | None:
    """An IPv4 address in strict ASCII dotted form as an integer, else None."""
    match = _CIDR.match(text)
    if match is None or match[5] is not None:
        return None
    return _octets(match)


def parse_cidr(text: str) -> tuple[int, int] | None:
    """Address (host bits kept) and prefix length of strict ASCII `a.b.c.d/n`, else None."""
    match = _CIDR.match(text)
    if match is None or match[5] is None:
        return None
    address, prefix = _octets(match), int(match[5])
    if address is None or prefix > 32:
        return None
    return address, prefix


def network(address: int, prefix: int) -> Range:
    """The network that an address and a prefix length name."""
    host = FULL >> prefix if prefix else FULL
    first = address & ~host & FULL
    return Range(first, first | host, prefix)


def cidr(text: str) -> Range:
    """The network of a CIDR known to be right. Raises ValueError."""
    parsed = parse_cidr(text)
    if parsed is None:
        raise ValueError(f"{text!r} is not an IPv4 CIDR")
    return network(*parsed)


def _octets(match: re.Match[str]) -> int | None:
    a, b, c, d = int(match[1]), int(match[2]), int(match[3]), int(match[4])
    if a > 255 or b > 255 or c > 255 or d > 255:
        return None
    return a << 24 | b << 16 | c << 8 | d


def mask_prefix(text: str) -> int | None:
    """The prefix length that a netmask (255.255.0.0) or wildcard mask (0.0.255.255) stands for, else None."""
    mask = parse_address(text)
    if mask is None or mask == 0:
        return mask
    wildcard = mask if mask >> 31 == 0 else mask ^ FULL
    return 32 - wildcard.bit_length() if wildcard & (wildcard + 1) == 0 else None


def siblings(low: Range, high: Range) -> bool:
    """Whether two ranges, the lower first, are the two halves of one CIDR."""
    return low.prefix == high.prefix > 0 and low.first ^ high.first == low.size and low.first < high.first


def covered(wanted: Range, ranges: Iterable[Range]) -> bool:
    """Whether every address of a range lies in one of these."""
    at = wanted.first
    for held in sorted(ranges, key=lambda held: held.first):
        if held.first <= at <= held.last:
            at = held.last + 1
    return at > wanted.last


def redundant(ranges: Sequence[Range]) -> Iterator[tuple[int, int]]:
    """Indexes of the ranges that another one of the sequence holds, each with the index of the widest that
    does; of equal ranges all but the first. CIDRs nest or are apart, so that one sweep tells."""
    order = sorted(range(len(ranges)), key=lambda i: (ranges[i].first, -ranges[i].last, i))
    widest = -1
    for index in order:
        if widest >= 0 and ranges[index].last <= ranges[widest].last:
            yield index, widest
        else:
            widest = index


def merges(ranges: Sequence[Range]) -> list[tuple[Range, list[int]]]:
    """The CIDRs that stand for two or more of these ranges, with the indexes of those in order. The
    ranges must not overlap; none of the CIDRs is 0.0.0.0/0."""
    stack: list[tuple[Range, list[int]]] = []
    for index in sorted(range(len(ranges)), key=lambda i: ranges[i].first):
        stack.append((ranges[index], [index]))
        while len(stack) > 1 and stack[-1][0].prefix > 1 and siblings(stack[-2][0], stack[-1][0]):
            (high, behind), (low, before) = stack.pop(), stack.pop()
            stack.append((Range(low.first, high.last, low.prefix - 1), before + behind))
    return [(merged, sorted(members)) for merged, members in stack if len(members) > 1]


def overlaps(left: Sequence[Range], right: Sequence[Range]) -> Iterator[tuple[int, int]]:
    """The pairs of indexes of a left and a right range that share addresses."""
    if len(left) * len(right) <= _FEW:
        for i, mine in enumerate(left):
            for j, other in enumerate(right):
                if mine.first <= other.last and other.first <= mine.last:
                    yield i, j
    else:
        yield from _sweep(left, right)


def _sweep(left: Sequence[Range], right: Sequence[Range]) -> Iterator[tuple[int, int]]:
    """The same for many ranges, in order of their addresses."""
    events = sorted(
        [(held.first, 0, i) for i, held in enumerate(left)] + [(held.first, 1, i) for i, held in enumerate(right)]
    )
    sides = (left, right)
    open_: tuple[list[int], list[int]] = ([], [])
    for first, side, index in events:
        other = open_[1 - side]
        other[:] = [i for i in other if sides[1 - side][i].last >= first]
        for i in other:
            yield (index, i) if side == 0 else (i, index)
        open_[side].append(index)


# Address space that is nobody's and everybody's (RFC 1918).
_PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")


def free_neighbour(wanted: Range, taken: Iterable[Range]) -> Range | None:
    """A private range of the same size that shares no address with those taken: the nearest one above `wanted` in
    its own private block, else the first one of any. None when there is none, or `wanted` fills a block."""
    from netaddr import IPNetwork, IPSet

    used = IPSet([IPNetwork(str(one)) for one in taken])
    blocks = [cidr(text) for text in _PRIVATE]
    blocks.sort(key=lambda block: not block.contains(wanted))
    for block in blocks:
        if block.prefix >= wanted.prefix:
            continue
        free = [one for one in (IPSet([IPNetwork(str(block))]) - used).iter_cidrs() if one.prefixlen <= wanted.prefix]
        above = [one for one in free if one.last > wanted.last] if block.contains(wanted) else []
        for one in above or free:
            return network(max(int(one.first), _behind(wanted, int(one.first), int(one.last))), wanted.prefix)
    return None


def _behind(wanted: Range, first: int, last: int) -> int:
    """The first network of the same size after `wanted` within a free range, or the range's own first."""
    after = wanted.last + 1
    return after if first <= after and after + wanted.size - 1 <= last else first
