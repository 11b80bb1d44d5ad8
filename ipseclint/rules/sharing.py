"""Sharing: what two connections may not share (IPS604; IPS705 and IPS813 across connections)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ipseclint.address import parse_address
from ipseclint.details import Details
from ipseclint.finding import Severity
from ipseclint.record import End, Record, is_known
from ipseclint.rules.neighbours import in_order, two
from ipseclint.rules.rule import Example, Other, Pairing, Rule, Settings
from ipseclint.sweep import cidr_of, overlapping

if TYPE_CHECKING:
    from ipseclint.across import Fleet


# Holders of a key that are remembered, each with a peer of its own.
_ENOUGH = 4


def name_duplicate(fleet: Fleet, settings: Settings) -> Iterator[Pairing]:
    """The same name twice on one gateway, which has one region, whether a connection tells it or not."""
    for group in fleet.by_gateway:
        first: dict[str, list[Record]] = {}
        for record in group:
            if record.name:
                named = first.setdefault(record.name, [])
                earlier = next((one for one in named if _one_region(one, record)), None)
                if earlier is not None:
                    yield _name_pair(fleet, earlier, record)
                else:
                    named.append(record)


def _one_region(one: Record, other: Record) -> bool:
    return one.region == other.region or not (one.region and other.region)


def _name_pair(fleet: Fleet, one: Record, other: Record) -> Pairing:
    early, late = in_order(fleet, one, other)
    return Pairing(
        late,
        fleet.details(late).name,
        f"The name {late.name!r} is given twice on one gateway; nothing tells the two apart in the console, "
        "in alarms and in logs.",
        "Give each connection a name of its own.",
        pointer="/Name",
        others=(Other(fleet.details(early).name, early, "the same name here"),),
        subject=late.name,
    )


def psk_reused(fleet: Fleet, settings: Settings) -> Iterator[Pairing]:
    """One key for two different peers, in two connections."""
    first: dict[bytes, list[tuple[Record, int]]] = {}
    for record in fleet.records:
        told = False
        for number, psk in enumerate(record.psks):
            if not psk:
                continue
            holders = first.setdefault(psk, [])
            other = next((one for one in holders if one[0] is not record and _two_peers(*one, record, number)), None)
            if other is not None and not told:
                told = True
                yield _psk_pair(fleet, *other, record, number)
            peer = record.peers[number]
            if is_known(peer) and len(holders) < _ENOUGH and all(one.peers[there] != peer for one, there in holders):
                holders.append((record, number))


def _two_peers(one: Record, a: int, other: Record, b: int) -> bool:
    """Whether both peers are known, are two, and are not the two ends of one tunnel."""
    if not is_known(one.peers[a], other.peers[b]) or one.peers[a] == other.peers[b]:
        return False
    left, right = one.ends[a], other.ends[b]
    if left is not None and right is not None and left[1] == right[1]:  # one device, known by two ids
        return False
    reach = _reaches(left, right), _reaches(right, left)
    return False in reach or (None in reach and not _mirror(one, other))


def _reaches(one: End | None, other: End | None) -> bool | None:
    """Whether the peer of one tunnel is the gateway of another; None where one of the two addresses is not known."""
    if one is None or other is None:
        return None
    peer, own = one[1], other[0]
    if peer in own:
        return True
    known = any(parse_address(name) is not None for name in own) and parse_address(peer) is not None
    return False if known else None


def _mirror(one: Record, other: Record) -> bool:
    """Whether two connections have the selectors that the two ends of one tunnel have."""
    mirrored = set(one.local) == set(other.remote) and set(one.remote) == set(other.local)
    return one.gateway != other.gateway and bool(one.local) and bool(one.remote) and mirrored


def _psk_pair(fleet: Fleet, one: Record, a: int, other: Record, b: int) -> Pairing:
    early, late = in_order(fleet, one, other)
    if early is not one:
        a, b = b, a
    first, second = fleet.details(early), fleet.details(late)
    mine, theirs = second.tunnels[b], first.tunnels[a]
    return Pairing(
        late,
        mine.psk,
        f"This pre-shared key is also that of {_called(first)}, which has another peer: whoever holds one device "
        "can pose as the other.",
        "Give each peer a key of its own.",
        pointer=f"{mine.pointer}/{'Tunnel' if mine.number is not None else ''}IkeConfig/Psk",
        others=(Other(theirs.psk, early, "the same key here"),),
        tunnel=mine.number,
        subject=first.label,
    )


def bgp_cidr_shared(fleet: Fleet, settings: Settings) -> Iterator[Pairing]:
    """Overlapping TunnelCidr in two connections of one gateway."""
    for group in fleet.by_gateway:
        owners = [(record, n) for record in group for n, found in enumerate(record.bgp) if found >= 0]
        for left, right in overlapping([record.bgp[number] for record, number in owners]):
            (one, a), (other, b) = owners[left], owners[right]
            if one is not other:
                yield _bgp_pair(fleet, one, a, other, b)


def _bgp_pair(fleet: Fleet, one: Record, a: int, other: Record, b: int) -> Pairing:
    early, late = in_order(fleet, one, other)
    if early is not one:
        a, b = b, a
    first, second = fleet.details(early), fleet.details(late)
    mine, theirs = second.tunnels[b], first.tunnels[a]
    here, there = cidr_of(late.bgp[b]), cidr_of(early.bgp[a])
    shared = "equals" if here == there else "overlaps"
    return Pairing(
        late,
        mine.bgp[1].mark,
        f"The tunnel CIDR {here} {shared} {there} of {_called(first)} on the same gateway, where each tunnel needs "
        "one of its own.",
        "Take another /30 of 169.254.0.0/16.",
        pointer=f"{mine.pointer}/{'Tunnel' if mine.number is not None else ''}BgpConfig/TunnelCidr",
        others=(Other(theirs.bgp[1].mark, early, f"{there} here"),),
        tunnel=mine.number,
        subject=f"{first.label} {there}",
    )


def _called(details: Details) -> str:
    return f"connection {details.label!r}" if details.label else "another connection"


RULES: tuple[Rule, ...] = (
    Rule(
        "IPS604",
        "name-duplicate",
        Severity.WARNING,
        "run",
        "0.1.0",
        "-",
        summary="Two connections of one gateway have the same name.",
        why="The service takes it, and then nobody knows which of the two an alarm or a change request means.",
        source="CreateVpnConnection, field Name, 2026-09-15: no uniqueness is promised",
        how="Give each connection a name of its own.",
        bad=Example(two().text.replace("shanghai-to-seoul", "shanghai-to-osaka")),
        good=two(),
        run=name_duplicate,
    ),
)
