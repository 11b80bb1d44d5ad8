"""Addresses: strict CIDR text to integers, and questions about ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CIDR = re.compile(
    r"(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})"
    r"(?:/(0|[1-9][0-9]?))?\Z"
)
FULL = 0xFFFFFFFF


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
