"""Blocks: which part of the address space a picture shows, and how it is divided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ipseclint.address import dotted
from ipseclint.sweep import LOW, cidr_of

# Private blocks are known by their own names; other addresses by their /8.
_PRIVATE = (10 << 24, 8), (172 << 24 | 16 << 16, 12), (192 << 24 | 168 << 16, 16)
# A window is cut in two when the halves together are this much smaller.
_GAIN = 8
# No window is narrower than a /24: a picture of a few addresses says nothing.
_NARROWEST = 24
# A window is so many times wider than ranges that are alike, and ranges are when their sizes differ by less.
_ROOM, _ALIKE = 4, 16


@dataclass(frozen=True, slots=True)
class Window:
    """A CIDR that a picture shows, and the known block that it is a part of, `first << 32 | last` each."""

    found: int
    block: int

    @property
    def first(self) -> int:
        return self.found >> 32

    @property
    def last(self) -> int:
        return self.found & LOW

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    @property
    def prefix(self) -> int:
        return _prefix(self.size)

    @property
    def whole(self) -> bool:
        """Whether this is the block itself."""
        return self.found == self.block

    def __str__(self) -> str:
        return cidr_of(self.found)

    def meets(self, found: int) -> bool:
        return found >> 32 <= self.last and self.first <= found & LOW

    def holds(self, found: int) -> bool:
        return self.first <= found >> 32 and found & LOW <= self.last

    def fractions(self, found: int) -> tuple[float, float]:
        """Where a range begins and ends, from 0 to 1, cut at the window's ends."""
        low, high = max(found >> 32, self.first), min(found & LOW, self.last)
        return (low - self.first) / self.size, (high + 1 - self.first) / self.size


def block_of(found: int) -> int:
    """The known block that a range lies in: a private one, else its /8, else everything."""
    first, last = found >> 32, found & LOW
    for address, prefix in (*_PRIVATE, (first, 8)):
        block = _network(address, prefix)
        if block >> 32 <= first and last <= block & LOW:
            return block
    return LOW


def whole_blocks(ranges: Iterable[int]) -> list[Window]:
    """The known blocks that ranges lie in, in order of their addresses."""
    return [Window(block, block) for block in sorted({block_of(found) for found in ranges})]


def windows(ranges: Iterable[int], most: int = 3) -> list[Window]:
    """The parts of the known blocks that ranges lie in, close enough to see them: at most so many of each
    block, where ranges stand far apart. Every range lies in one of them."""
    blocks: dict[int, set[int]] = defaultdict(set)
    for found in ranges:
        blocks[block_of(found)].add(found)
    made = []
    for block in sorted(blocks):
        groups = _apart(sorted(blocks[block]), block, most)
        made += [Window(_around(group, block), block) for group in groups]
    return made


def tightest(found: int, among: Sequence[Window]) -> int:
    """The number of the smallest window that holds a range. One does."""
    return min((w.size, i) for i, w in enumerate(among) if w.holds(found))[1]


def _apart(ranges: list[int], block: int, most: int) -> list[list[int]]:
    """Ranges in groups that lie far from each other."""
    groups = [ranges]
    while len(groups) < most:
        cuts = [(_gain(group, block), -i) for i, group in enumerate(groups)]
        gain, place = max(cuts)
        if gain < _GAIN:
            break
        groups[-place : -place + 1] = _halves(groups[-place])
    return groups


def _gain(group: list[int], block: int) -> float:
    """How many times smaller two windows would be than the one."""
    halves = _halves(group)
    if not all(halves):
        return 0.0
    return _size(_around(group, block)) / sum(_size(_around(half, block)) for half in halves)


def _halves(group: list[int]) -> list[list[int]]:
    """The ranges in the lower and in the upper half of what encloses them; none, when one reaches into both."""
    enclosing = _enclosing(group)
    middle = (enclosing >> 32) + _size(enclosing) // 2
    if any(found >> 32 < middle <= found & LOW for found in group):
        return [[], []]
    return [[f for f in group if f >> 32 < middle], [f for f in group if f >> 32 >= middle]]


def _around(group: list[int], block: int) -> int:
    """The window for ranges: what encloses them, with some room around when all are of about one size."""
    enclosing = _enclosing(group)
    sizes = [_size(found) for found in group]
    room = max(sizes) * (_ROOM if max(sizes) < _ALIKE * min(sizes) else 1)
    prefix = min(_prefix(_size(enclosing)), _prefix(room), _NARROWEST)
    return _network(enclosing >> 32, max(prefix, _prefix(_size(block))))


def _enclosing(group: list[int]) -> int:
    """The smallest CIDR around ranges."""
    first, last = min(found >> 32 for found in group), max(found & LOW for found in group)
    return _network(first, 32 - (first ^ last).bit_length())


def _network(address: int, prefix: int) -> int:
    host = LOW >> prefix
    first = address & ~host & LOW
    return first << 32 | first | host


def _prefix(size: int) -> int:
    """The prefix length of so many addresses."""
    return 33 - size.bit_length()


def _size(found: int) -> int:
    return (found & LOW) - (found >> 32) + 1


def ticks(window: Window, count: int) -> list[tuple[float, str]]:
    """Places from 0 to 1 that divide a window into a power of two of parts, each with its address cut short."""
    count = min(count, window.size)
    step = window.size // count
    octets = 1 if step >= 1 << 24 else 2 if step >= 1 << 16 else 3 if step >= 1 << 8 else 4
    return [(i / count, ".".join(dotted(window.first + i * step).split(".")[:octets])) for i in range(count)]
