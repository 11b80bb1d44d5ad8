"""Sharing: what two connections may not share, or must (IPS306, IPS604; IPS705 and IPS813 across connections)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ipseclint.details import PHASE1_FIELDS, Details, Mark, TunnelDetails
from ipseclint.finding import Severity
from ipseclint.record import Record, is_known
from ipseclint.rules.neighbours import in_order, two
from ipseclint.rules.rule import Example, Other, Pairing, Rule, Settings
from ipseclint.sweep import cidr_of, overlapping

if TYPE_CHECKING:
    from ipseclint.across import Fleet


def shared_phase1_differs(fleet: Fleet, settings: Settings) -> Iterator[Pairing]:
    """Connections of one gateway to one customer gateway whose phase-1 parameters differ."""
    for group in fleet.by_gateway:
        first: dict[str, tuple[Record, int]] = {}
        for record in group:
            if len(set(record.peers)) != len(record.peers):
                continue
            for number, peer in enumerate(record.peers):
                if not peer:
                    continue
                earlier, there = first.setdefault(peer, (record, number))
                if earlier is not record and _phase1(earlier, there) != _phase1(record, number):
                    yield from _phase1_pair(fleet, earlier, there, record, number)


def _phase1(record: Record, number: int) -> tuple[bytes, bytes]:
    return record.phase1[number], record.psks[number]


def _phase1_pair(fleet: Fleet, one: Record, a: int, other: Record, b: int) -> Iterator[Pairing]:
    early, late = in_order(fleet, one, other)
    if early is not one:
        a, b = b, a
    first, second = fleet.details(early), fleet.details(late)
    left, right = first.tunnels[a], second.tunnels[b]
    differing = list(_differing(right, left))
    if late.psks[b] != early.psks[a] and right.psk_is_literal and left.psk_is_literal:
        differing.append(("Psk", "the pre-shared key", right.psk, left.psk, "another key here"))
    if not differing:
        return
    name, _, mine, theirs, there = differing[0]
    yield Pairing(
        late,
        mine,
        f"This connection shares its IKE SA with {_called(first)}, as both gateways are the same, but phase 1 "
        f"differs: {', '.join(said for _, said, *_ in differing)}.",
        "Give connections between the same two gateways equal phase-1 parameters.",
        pointer=f"{right.pointer}/{'Tunnel' if right.number is not None else ''}IkeConfig/{name}",
        others=(Other(theirs, early.unit, there),),
        tunnel=right.number,
        subject=f"{first.label} {' '.join(name for name, *_ in differing)}",
    )


def _differing(right: TunnelDetails, left: TunnelDetails) -> Iterator[tuple[str, str, Mark, Mark, str]]:
    """Fields of phase 1 with two values that are known: the name, what is said of it here, both places, and what
    is said at the other. A mode means something in ikev1 only."""
    ikev1 = all(tunnel.phase1[PHASE1_FIELDS.index("IkeVersion")].value == "ikev1" for tunnel in (right, left))
    for name, mine, theirs in zip(PHASE1_FIELDS, right.phase1, left.phase1, strict=True):
        known = mine.value is not None and theirs.value is not None
        if known and mine.value != theirs.value and (name != "IkeMode" or ikev1):
            said = f"{mine.name} {mine.value} against {theirs.value}"
            yield name, said, mine.mark, theirs.mark, f"{theirs.value} here"


def name_duplicate(fleet: Fleet, settings: Settings) -> Iterator[Pairing]:
    """The same name twice on one gateway."""
    for group in fleet.by_gateway:
        first: dict[tuple[str, str], Record] = {}
        for record in group:
            if record.name:
                earlier = first.setdefault((record.region, record.name), record)
                if earlier is not record:
                    yield _name_pair(fleet, earlier, record)


def _name_pair(fleet: Fleet, one: Record, other: Record) -> Pairing:
    early, late = in_order(fleet, one, other)
    return Pairing(
        late,
        fleet.details(late).name,
        f"The name {late.name!r} is given twice on one gateway; nothing tells the two apart in the console, "
        "in alarms and in logs.",
        "Give each connection a name of its own.",
        pointer="/Name",
        others=(Other(fleet.details(early).name, early.unit, "the same name here"),),
        subject=late.name,
    )


def psk_reused(fleet: Fleet, settings: Settings) -> Iterator[Pairing]:
    """One key for two different peers, in two connections."""
    first: dict[bytes, Record] = {}
    for record in fleet.records:
        for number, psk in enumerate(record.psks):
            if not psk:
                continue
            earlier = first.setdefault(psk, record)
            if earlier is record:
                continue
            there = earlier.psks.index(psk)
            if _two_peers(earlier, there, record, number):
                yield _psk_pair(fleet, earlier, there, record, number)
                break


def _two_peers(one: Record, a: int, other: Record, b: int) -> bool:
    """Whether both peers are known, are two, and are not the two ends of one tunnel."""
    if not is_known(one.peers[a], other.peers[b]) or one.peers[a] == other.peers[b]:
        return False
    left, right = one.ends[a], other.ends[b]
    return left is None or right is None or not (left[1] in right[0] and right[1] in left[0])


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
        others=(Other(theirs.psk, early.unit, "the same key here"),),
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
        others=(Other(theirs.bgp[1].mark, early.unit, f"{there} here"),),
        tunnel=mine.number,
        subject=f"{first.label} {there}",
    )


def _called(details: Details) -> str:
    return f"connection {details.label!r}" if details.label else "another connection"


_SPLIT = two(peer_b="cgw-uf605kn75f4na8b1n5cg9", psk_b="OSAKA_PSK")

RULES: tuple[Rule, ...] = (
    Rule(
        "IPS306",
        "shared-phase1-differs",
        Severity.ERROR,
        "run",
        "0.1.0",
        "-",
        summary="Connections between the same two gateways differ in phase 1.",
        why="Connections of one gateway to one customer gateway share one IKE SA. If their phase-1 parameters differ, "
        "it is negotiated with those of the one that speaks first, and the other stays down.",
        source="help page on connections with several CIDRs, 2024-06-30; FAQ of the VPN gateway, 2021-03",
        how="Give them equal phase-1 parameters, the key and the identities included.",
        bad=Example(_SPLIT.text.replace("IkeAuthAlg: sha256", "IkeAuthAlg: sha512", 1)),
        good=_SPLIT,
        run=shared_phase1_differs,
    ),
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
