"""Pairs: two connections that are the two ends of one tunnel, compared end to end (IPS901)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ipseclint.address import parse_address
from ipseclint.details import PHASE1_FIELDS, PHASE2_FIELDS, TunnelDetails, Value
from ipseclint.finding import Severity
from ipseclint.record import Record
from ipseclint.rules.mirror import mirrored
from ipseclint.rules.neighbours import in_order
from ipseclint.rules.pair_bgp import Difference, End, bgp
from ipseclint.rules.rule import Example, Other, Pairing, Rule, Settings
from ipseclint.sweep import cidr_of

if TYPE_CHECKING:
    from ipseclint.across import Fleet

_IDS = ("LocalId", "RemoteId")


def pair_mismatch(fleet: Fleet, settings: Settings) -> Iterator[Pairing]:
    """Differences between the two ends of a tunnel."""
    for one, a, other, b in mirrored(fleet.records):
        early, late = in_order(fleet, one, other)
        if early is not one:
            a, b = b, a
        left = _end_of(fleet, early, a)
        right = _end_of(fleet, late, b)
        for found in _differences(left, right):
            yield _told(left, right, found)


def _end_of(fleet: Fleet, record: Record, number: int) -> End:
    details = fleet.details(record)
    return End(record, number, details, details.tunnels[number])


def _told(left: End, right: End, found: Difference) -> Pairing:
    return Pairing(
        right.record,
        found.mine,
        found.message,
        found.help,
        pointer=_pointer(right.tunnel, found.field),
        severity=found.severity,
        others=(Other(found.theirs, left.record, left.shown),),
        tunnel=right.tunnel.number,
        subject=f"{left.details.label} {found.field}",
    )


def _pointer(tunnel: TunnelDetails, field: str) -> str:
    if field in ("LocalSubnet", "RemoteSubnet"):
        return f"/{field}"
    if field == "EnableBgp" and tunnel.number is not None:
        return "/EnableTunnelsBgp"
    prefix = "Tunnel" if tunnel.number is not None else ""
    block = (
        "IkeConfig" if field in (*PHASE1_FIELDS, "Psk") else "IpsecConfig" if field in PHASE2_FIELDS else "BgpConfig"
    )
    return f"{tunnel.pointer}/{prefix}{block}/{field}"


def _differences(left: End, right: End) -> Iterator[Difference]:
    mine = dict(zip(PHASE1_FIELDS, right.tunnel.phase1, strict=True))
    theirs = dict(zip(PHASE1_FIELDS, left.tunnel.phase1, strict=True))
    versions = {mine["IkeVersion"].value, theirs["IkeVersion"].value}
    for name in PHASE1_FIELDS:
        if name in _IDS or (name == "IkeMode" and versions != {"ikev1"}):
            continue
        yield from _compared(name, mine[name], theirs[name], left, "phase 1 does not come up")
    yield from _keys(left, right)
    yield from _identities(left, right, mine, theirs)
    for name, one, other in zip(PHASE2_FIELDS, right.tunnel.phase2, left.tunnel.phase2, strict=True):
        yield from _compared(name, one, other, left, _phase2_effect(name, versions))
    yield from _selectors(left, right)
    yield from bgp(left, right)


def _phase2_effect(name: str, versions: set[Any]) -> str:
    if name == "IpsecPfs" and versions == {"ikev2"}:
        return "the tunnel comes up, because the first child SA uses no PFS, and dies at its first rekey"
    return "phase 2 does not come up"


def _compared(name: str, mine: Value, theirs: Value, left: End, effect: str) -> Iterator[Difference]:
    if mine.value is None or theirs.value is None or mine.value == theirs.value:
        return
    if name.endswith("Lifetime"):
        yield Difference(
            name,
            mine.mark,
            theirs.mark,
            f"{mine.name} is {mine.value} here and {theirs.value} at {left.named}: one side rekeys "
            "while the other still trusts its old keys, and some devices drop the tunnel then.",
            "Give both ends the same lifetime.",
            Severity.WARNING,
        )
        return
    yield Difference(
        name,
        mine.mark,
        theirs.mark,
        f"{mine.name} is {mine.value} here and {theirs.value} at {left.named}: {effect}.",
        "Give both ends the same value.",
    )


def _keys(left: End, right: End) -> Iterator[Difference]:
    mine, theirs = right.record.psks[right.number], left.record.psks[left.number]
    literal = right.tunnel.psk_is_literal and left.tunnel.psk_is_literal
    if literal and mine != theirs:
        yield Difference(
            "Psk",
            right.tunnel.psk,
            left.tunnel.psk,
            f"The pre-shared key is not that of {left.named}: phase 1 fails to authenticate.",
            "Give both ends the same key.",
        )


def _identities(left: End, right: End, mine: dict[str, Value], theirs: dict[str, Value]) -> Iterator[Difference]:
    """What one end calls itself must be what the other expects; left out, it is the outer address."""
    for field, other in (("LocalId", "RemoteId"), ("RemoteId", "LocalId")):
        here, there = mine[field], theirs[other]
        address = _outer(right, left, field)
        one = address if here.absent else here.value
        two = address if there.absent else there.value
        if one is None or two is None or one == two or (here.absent and there.absent):
            continue
        yield Difference(
            field,
            here.mark,
            there.mark,
            f"{here.name} is {one} here, but {left.named_within} has {two} as {there.name}: it refuses this identity.",
            f"Make {here.name} of one end and {there.name} of the other equal.",
        )


def _outer(right: End, left: End, field: str) -> str | None:
    """The outer address that an identity left out stands for, when it is known as text."""
    mine, theirs = right.record.ends[right.number], left.record.ends[left.number]
    assert mine is not None
    assert theirs is not None
    address = theirs[1] if field == "LocalId" else mine[1]
    return address if parse_address(address) is not None else None


def _selectors(left: End, right: End) -> Iterator[Difference]:
    one, other = right.record, left.record
    if not one.complete or not other.complete:
        return
    sides = (
        ("LocalSubnet", one.local, right.details.local, "RemoteSubnet", other.remote, left.details.remote),
        ("RemoteSubnet", one.remote, right.details.remote, "LocalSubnet", other.local, left.details.local),
    )
    for field, mine, marks, mirror, theirs, other_marks in sides:
        if set(mine) == set(theirs) or not marks or not other_marks:
            continue
        here, there = _alone(mine, theirs), _alone(theirs, mine)
        yield Difference(
            field,
            marks[here[0]] if here else marks[0],
            other_marks[there[0]] if there else other_marks[0],
            f"{field} is not {mirror} of {left.named}: {_surplus(mine, here, theirs, there)}; traffic "
            "for it finds no child SA.",
            "Mirror the two ends: what is local here is remote there.",
        )


def _alone(mine: tuple[int, ...], theirs: tuple[int, ...]) -> list[int]:
    return [position for position, found in enumerate(mine) if found not in theirs]


def _surplus(mine: tuple[int, ...], here: list[int], theirs: tuple[int, ...], there: list[int]) -> str:
    parts = []
    if here:
        parts.append(f"{', '.join(cidr_of(mine[n]) for n in here)} stands only here")
    if there:
        parts.append(f"{', '.join(cidr_of(theirs[n]) for n in there)} stands only there")
    return " and ".join(parts)


_PAIR = """\
connections:
  - Name: shanghai-to-osaka
    VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
    CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9
    LocalSubnet: 10.20.0.0/16
    RemoteSubnet: 172.20.0.0/16
    IkeConfig: {Psk: "${env:PSK}", IkeVersion: ikev2, IkeEncAlg: aes256, IkeAuthAlg: sha256, IkePfs: group14}
    IpsecConfig: {IpsecEncAlg: aes256, IpsecAuthAlg: sha256, IpsecPfs: group14, IpsecLifetime: 28800}
  - Name: osaka-to-shanghai
    VpnGatewayId: vpn-6wed3ky11pf86rmjfz6jz
    CustomerGatewayId: cgw-6we5kn75f4na8b1n5cg9
    LocalSubnet: 172.20.0.0/16
    RemoteSubnet: 10.20.0.0/16
    IkeConfig: {Psk: "${env:PSK}", IkeVersion: ikev2, IkeEncAlg: aes256, IkeAuthAlg: sha256, IkePfs: group14}
    IpsecConfig: {IpsecEncAlg: aes256, IpsecAuthAlg: sha256, IpsecPfs: group14, IpsecLifetime: 28800}
vpn_gateways:
  - {VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz, InternetIp: 47.103.20.5}
  - {VpnGatewayId: vpn-6wed3ky11pf86rmjfz6jz, InternetIp: 8.209.77.31}
customer_gateways:
  - {CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9, IpAddress: 8.209.77.31}
  - {CustomerGatewayId: cgw-6we5kn75f4na8b1n5cg9, IpAddress: 47.103.20.5}
"""

RULES: tuple[Rule, ...] = (
    Rule(
        "IPS901",
        "pair-mismatch",
        Severity.ERROR,
        "run",
        "0.1.0",
        "-",
        summary="The two ends of one tunnel, both planned here, do not match.",
        why="Most tunnels that stay down do so because one parameter differs between the ends. Under ikev2 a PFS "
        "difference shows only at the first rekey, hours after everybody went home.",
        source="RFC 7296 sections 1.2 and 2.17; diagnosis page of the VPN gateway, 2026",
        how="Give both ends the same version, algorithms, DH group, PFS, key and lifetimes, mirror the subnets, and "
        "let each end expect the identity that the other has.",
        bad=Example(_PAIR.replace("IpsecPfs: group14", "IpsecPfs: disabled", 1)),
        good=Example(_PAIR),
        run=pair_mismatch,
    ),
)
