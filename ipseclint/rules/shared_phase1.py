"""Phase 1 that two connections share, because they share both gateways (IPS306)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ipseclint.address import parse_address
from ipseclint.details import PHASE1_FIELDS, Mark, TunnelDetails, Value
from ipseclint.finding import Severity
from ipseclint.record import Record
from ipseclint.rules.neighbours import in_order, two
from ipseclint.rules.rule import Example, Other, Pairing, Rule, Settings

if TYPE_CHECKING:
    from ipseclint.across import Fleet

# Different parameters of one IKE SA that later connections are compared with.
_ENOUGH = 4


class Difference(NamedTuple):
    """A field in which two connections differ: words about both values, both places, and what is said there."""

    field: str
    said: str
    mine: Mark
    theirs: Mark
    there: str


def shared_phase1_differs(fleet: Fleet, settings: Settings) -> Iterator[Pairing]:
    """Connections of one gateway to one customer gateway whose phase-1 parameters differ. One is told with the first
    that it certainly differs from: values that are not known differ from none."""
    for group in fleet.by_gateway:
        kinds: dict[str, dict[tuple[bytes, bytes], tuple[Record, int]]] = {}
        for record in group:
            if len(set(record.peers)) != len(record.peers):
                continue
            for number, peer in enumerate(record.peers):
                if peer:
                    known = kinds.setdefault(peer, {})
                    yield from _compared(fleet, known, record, number)


def _compared(
    fleet: Fleet, known: dict[tuple[bytes, bytes], tuple[Record, int]], record: Record, number: int
) -> Iterator[Pairing]:
    kind = record.phase1[number], record.psks[number]
    for other, (earlier, there) in known.items():
        if earlier is record:
            return
        if other != kind:
            pairing = _pairing(fleet, earlier, there, record, number)
            if pairing is not None:
                yield pairing
                break
    if len(known) < _ENOUGH:
        known.setdefault(kind, (record, number))


def _pairing(fleet: Fleet, one: Record, a: int, other: Record, b: int) -> Pairing | None:
    early, late = in_order(fleet, one, other)
    if early is not one:
        a, b = b, a
    first, second = fleet.details(early), fleet.details(late)
    left, right = first.tunnels[a], second.tunnels[b]
    differing = list(_differences(right, left))
    if late.psks[b] != early.psks[a] and right.psk_is_literal and left.psk_is_literal:
        differing.append(Difference("Psk", "the pre-shared key", right.psk, left.psk, "another key here"))
    if not differing:
        return None
    found = differing[0]
    shared = f"connection {first.label!r}" if first.label else "another connection"
    return Pairing(
        late,
        found.mine,
        f"This connection shares its IKE SA with {shared}, as both gateways are the same, but phase 1 differs: "
        f"{', '.join(one.said for one in differing)}.",
        "Give connections between the same two gateways equal phase-1 parameters.",
        pointer=f"{right.pointer}/{'Tunnel' if right.number is not None else ''}IkeConfig/{found.field}",
        others=(Other(found.theirs, early, found.there),),
        tunnel=right.number,
        subject=f"{first.label} {' '.join(one.field for one in differing)}",
    )


def _differences(right: TunnelDetails, left: TunnelDetails) -> Iterator[Difference]:
    """Fields that certainly differ. A mode means something in ikev1 only."""
    ikev1 = all(tunnel.phase1[PHASE1_FIELDS.index("IkeVersion")].value == "ikev1" for tunnel in (right, left))
    for name, mine, theirs in zip(PHASE1_FIELDS, right.phase1, left.phase1, strict=True):
        if (name != "IkeMode" or ikev1) and _differ(mine, theirs):
            here, there = _shown(mine), _shown(theirs)
            yield Difference(name, f"{mine.name} {here} against {there}", mine.mark, theirs.mark, f"{there} here")


def _differ(mine: Value, theirs: Value) -> bool:
    if mine.value is not None and theirs.value is not None:
        return bool(mine.value != theirs.value)
    written = theirs if mine.absent else mine
    if not (mine.absent or theirs.absent) or written.value is None:
        return False
    return parse_address(str(written.value)) is None  # an identity that is left out is an address


def _shown(value: Value) -> str:
    return "the default address" if value.absent else str(value.value)


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
)
