"""Details: where the fields of a connection stand, packed until a pair of connections is told.

They go between processes as plain tuples, which cost a tenth of what objects do."""

from __future__ import annotations

import marshal
import zlib
from typing import Any, NamedTuple

from ipseclint import facts

Plain = tuple[Any, ...]


class Mark(NamedTuple):
    """A place: a file by its name, and a range of offsets in its text."""

    path: str
    start: int
    end: int


class Value(NamedTuple):
    """A field's effective value (None when unknown or absent), where it stands, and the user's name for it."""

    value: Any
    mark: Mark
    name: str
    absent: bool


class TunnelDetails(NamedTuple):
    """Places and values of one tunnel. `phase1`, `phase2`, `bgp` are values in the order of `*_FIELDS`."""

    number: int | None
    pointer: str
    peer: Mark
    psk: Mark
    psk_is_literal: bool
    phase1: tuple[Value, ...]
    phase2: tuple[Value, ...]
    bgp: tuple[Value, ...]
    peer_asn: str


class Details(NamedTuple):
    """Places of one connection: itself, its gateway, name, sides and their items. `uses` are for values that stand
    elsewhere (a variable's default) the places where the connection takes them, with what is done there."""

    label: str
    dialect: str
    mark: Mark
    gateway: Mark
    name: Mark
    local: tuple[Mark, ...]
    remote: tuple[Mark, ...]
    local_indexes: tuple[int, ...]
    remote_indexes: tuple[int, ...]
    tunnels: tuple[TunnelDetails, ...]
    uses: dict[Mark, tuple[tuple[Mark, str], ...]]


PHASE1_FIELDS = tuple(name for name in facts.IKE_FIELDS if name != "Psk")
PHASE2_FIELDS = facts.IPSEC_FIELDS
BGP_FIELDS = ("LocalAsn", "TunnelCidr", "LocalBgpIp", "EnableBgp")


class Packed(NamedTuple):
    """The details of a unit's connections, still plain, and the secret ranges of its files."""

    details: list[Plain]
    secrets: dict[str, list[tuple[int, int]]]


def pack(details: list[Plain], secrets: dict[str, list[tuple[int, int]]]) -> bytes:
    return zlib.compress(marshal.dumps((details, secrets)), 1)


def unpack(packed: bytes) -> Packed:
    """What `pack` packed. Only for bytes of this program's own making."""
    return Packed(*marshal.loads(zlib.decompress(packed)))


def opened(plain: Plain) -> Details:
    """Details out of the plain tuples that go between processes."""
    label, dialect, at, gateway, name, local, remote, local_indexes, remote_indexes, tunnels, uses = plain
    return Details(
        label,
        dialect,
        Mark(*at),
        Mark(*gateway),
        Mark(*name),
        tuple(Mark(*one) for one in local),
        tuple(Mark(*one) for one in remote),
        local_indexes,
        remote_indexes,
        tuple(_opened_tunnel(one) for one in tunnels),
        {Mark(*at): tuple((Mark(*use), said) for use, said in places) for at, places in uses},
    )


def _opened_tunnel(plain: Plain) -> TunnelDetails:
    number, pointer, peer, psk, literal, phase1, phase2, bgp, asn = plain
    return TunnelDetails(
        number,
        pointer,
        Mark(*peer),
        Mark(*psk),
        literal,
        _opened_values(phase1),
        _opened_values(phase2),
        _opened_values(bgp),
        asn,
    )


def _opened_values(plain: Plain) -> tuple[Value, ...]:
    return tuple(Value(value, Mark(*at), name, absent) for value, at, name, absent in plain)
