"""Neighbours: connections of one gateway or VPC whose selectors meet (IPS302, IPS303, IPS305)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ipseclint.address import cidr, free_neighbour
from ipseclint.details import Details
from ipseclint.finding import Severity
from ipseclint.record import Record, grouped, is_known
from ipseclint.rules.rule import THERE, Example, Other, Pairing, Rule, Settings
from ipseclint.sweep import any_overlap, cidr_of, overlapping, relation

if TYPE_CHECKING:
    from ipseclint.across import Fleet

Selectors = tuple[frozenset[int], frozenset[int]]
ANYWHERE = 0xFFFFFFFF  # 0.0.0.0/0 as a range


def remote_overlap(fleet: Fleet, settings: Settings) -> Iterator[Pairing]:
    """Two connections of one gateway that both sides' ranges of meet."""
    for one, other, a, b in _meetings(fleet, fleet.by_gateway):
        if verdict(one, other) == "IPS302":
            yield _told(fleet, one, other, a, b, _same_gateway_words)


def cross_site_overlap(fleet: Fleet, settings: Settings) -> Iterator[Pairing]:
    """Sites behind one gateway or VPC that use the same space, though no single packet could take either way."""
    for one, other, a, b in _meetings(fleet, fleet.by_gateway):
        if verdict(one, other) == "IPS305":
            yield _told(fleet, one, other, a, b, _cross_site_words)
    for one, other, a, b in _meetings(fleet, _by_vpc(fleet.records)):
        if one.gateway != other.gateway and verdict(one, other) == "IPS305":
            yield _told(fleet, one, other, a, b, _cross_site_words)


def verdict(one: Record, other: Record) -> str:
    """The rule that speaks of two connections of one gateway or VPC whose remote ranges meet, or ""."""
    standby = _standby(one, other)
    if one.gateway == other.gateway:
        if is_duplicate(one, other):
            return "IPS303"
        if _locals_meet(one, other):
            return "" if standby is None else "IPS302"
    return "IPS305" if _are_apart(one, other) and standby is False else ""


def duplicate_connection(fleet: Fleet, settings: Settings) -> Iterator[Pairing]:
    """The same gateway, customer gateway and selectors twice."""
    for group in fleet.by_gateway:
        first: dict[object, Record] = {}
        for record in group:
            if _is_comparable(record):
                earlier = first.setdefault(_shape(record), record)
                if earlier is not record:
                    yield _duplicate(fleet, earlier, record)


def _duplicate(fleet: Fleet, one: Record, other: Record) -> Pairing:
    early, late = in_order(fleet, one, other)
    details, others = fleet.details(late), fleet.details(early)
    return Pairing(
        late,
        details.mark,
        f"{called(details)} plans what {another(details, others)} plans too: one gateway, one customer "
        "gateway and equal selectors, so that the second is refused or takes the first one's traffic.",
        "Remove one of the two, or give it other subnets.",
        others=(Other(others.mark, early, "the same connection is planned here"),),
        subject=f"{others.label}",
    )


def _by_vpc(records: Iterable[Record]) -> list[list[Record]]:
    return grouped((record.vpc, record) for record in records if not record.attachment)


def _meetings(fleet: Fleet, groups: Iterable[list[Record]]) -> Iterator[tuple[Record, Record, int, int]]:
    """Pairs of connections of a group whose remote ranges meet, each once, with the first ranges that do."""
    for group in groups:
        ranges: list[int] = []
        owners: list[tuple[int, int]] = []
        for position, record in enumerate(group):
            for number, found in enumerate(record.remote):
                if found != ANYWHERE:
                    ranges.append(found)
                    owners.append((position, number))
        pairs: dict[tuple[int, int], tuple[int, int]] = {}
        for left, right in overlapping(ranges):
            (one, a), (other, b) = owners[left], owners[right]
            if one == other:
                continue
            if other < one:
                one, other, a, b = other, one, b, a
            before = pairs.get((one, other))
            if before is None or (a, b) < before:
                pairs[one, other] = (a, b)
        for (one, other), (a, b) in sorted(pairs.items()):
            yield group[one], group[other], a, b


def _locals_meet(one: Record, other: Record) -> bool:
    return any_overlap(one.local, other.local)


def is_standby(one: Record, other: Record) -> bool:
    """Two connections to two customer gateways, with equal lists and health checks in both."""
    return _standby(one, other) is True


def _standby(one: Record, other: Record) -> bool | None:
    """The same; None where a value that is not known decides it."""
    signs = (one.watched, other.watched, _have_equal_lists(one, other), _are_apart(one, other))
    return False if False in signs else None if None in signs else True


def _have_equal_lists(one: Record, other: Record) -> bool | None:
    return selectors(one) == selectors(other) if one.complete and other.complete else None


def _are_apart(one: Record, other: Record) -> bool | None:
    """Whether they end on no common customer gateway."""
    if set(one.peers) & set(other.peers) - {""}:
        return False
    return True if is_known(*one.peers, *other.peers) else None


def is_duplicate(one: Record, other: Record) -> bool:
    return _is_comparable(one) and _is_comparable(other) and _shape(one) == _shape(other)


def _is_comparable(record: Record) -> bool:
    known = bool(record.gateway) and bool(record.peers) and "" not in record.peers
    return known and record.complete and bool(record.local) and bool(record.remote)


def selectors(record: Record) -> Selectors:
    """Both sides, without the order in which they are written."""
    return frozenset(record.local), frozenset(record.remote)


def _shape(record: Record) -> tuple[object, ...]:
    return (record.gateway, frozenset(record.peers), *selectors(record))


def in_order(fleet: Fleet, one: Record, other: Record) -> tuple[Record, Record]:
    """The earlier and the later of two connections: by file, then by place."""
    first, second = fleet.details(one).mark, fleet.details(other).mark
    return (one, other) if first <= second else (other, one)


def called(details: Details) -> str:
    """How a message names a connection."""
    return f"Connection {details.label!r}" if details.label else "This connection"


def another(details: Details, others: Details) -> str:
    """How a message about one connection names another: by its place where that has no name of its own."""
    if others.label and others.label != details.label:
        return repr(others.label)
    return f"the one {'of that name ' if others.label else ''}at {THERE}"


def _told(fleet: Fleet, one: Record, other: Record, a: int, b: int, words: object) -> Pairing:
    early, late = in_order(fleet, one, other)
    if early is not one:
        a, b = b, a
    first, second = fleet.details(early), fleet.details(late)
    mine, theirs = late.remote[b], early.remote[a]
    assert callable(words)
    taken = [*early.local, *early.remote, *late.local, *late.remote]
    message, help_, severity = words(first, mine, theirs, is_standby(early, late), taken)
    return Pairing(
        late,
        second.remote[b],
        message,
        help_,
        pointer=f"/RemoteSubnet/{second.remote_indexes[b]}",
        severity=severity,
        others=(Other(first.remote[a], early, f"{cidr_of(theirs)} of {first.label or 'the other one'}"),),
        subject=f"{first.label} {cidr_of(mine)} {cidr_of(theirs)}",
    )


def _lies(mine: int, theirs: int) -> str:
    return {
        "equal": "is also a remote subnet",
        "contains": f"contains {cidr_of(theirs)}, a remote subnet",
        "inside": f"lies inside {cidr_of(theirs)}, a remote subnet",
        "partial": f"shares addresses with {cidr_of(theirs)}, a remote subnet",
    }[relation(mine, theirs)]


def _or_free(wanted: int, taken: list[int]) -> str:
    """Words that name a range of the same size that neither connection uses, or ""."""
    free = free_neighbour(cidr(cidr_of(wanted)), [cidr(cidr_of(one)) for one in taken])
    return f", for example to {free}" if free is not None else ""


def _same_gateway_words(
    first: Details, mine: int, theirs: int, standby: bool, taken: list[int]
) -> tuple[str, str, Severity | None]:
    where = f"of {first.label!r}" if first.label else "of another connection"
    if standby:
        return (
            f"{cidr_of(mine)} {_lies(mine, theirs)} {where} on the same gateway; with equal lists and health "
            "checks the two are an active and a standby connection.",
            "Nothing to do if that is meant; give the two routes different priorities.",
            Severity.INFO,
        )
    return (
        f"{cidr_of(mine)} {_lies(mine, theirs)} {where} on the same gateway, and their local subnets meet too: "
        "traffic can take either tunnel.",
        f"Split the ranges{_or_free(mine, taken)}, or give both connections equal lists and health checks for "
        "active/standby.",
        None,
    )


def _cross_site_words(
    first: Details, mine: int, theirs: int, standby: bool, taken: list[int]
) -> tuple[str, str, Severity | None]:
    where = f"of {first.label!r}" if first.label else "of another connection"
    return (
        f"{cidr_of(mine)} {_lies(mine, theirs)} {where}, which the same hub reaches: two sites use one address "
        "space, and routes to them collide.",
        f"Renumber or translate one of the two sites{_or_free(mine, taken)}.",
        None,
    )


_TWO = """\
connections:
  - Name: shanghai-to-osaka
    VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
    CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9
    LocalSubnet: {local_a}
    RemoteSubnet: {remote_a}
    IkeConfig: {{Psk: "${{env:OSAKA_PSK}}", IkeVersion: ikev2, IkeAuthAlg: sha256, IkePfs: group14}}
    IpsecConfig: {{IpsecAuthAlg: sha256, IpsecPfs: group14, IpsecLifetime: 28800}}
  - Name: shanghai-to-seoul
    VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
    CustomerGatewayId: {peer_b}
    LocalSubnet: {local_b}
    RemoteSubnet: {remote_b}
    IkeConfig: {{Psk: "${{env:{psk_b}}}", IkeVersion: ikev2, IkeAuthAlg: sha256, IkePfs: group14}}
    IpsecConfig: {{IpsecAuthAlg: sha256, IpsecPfs: group14, IpsecLifetime: 28800}}
"""


def two(**parts: str) -> Example:
    """Two connections of one gateway, for examples."""
    usual = {
        "local_a": "10.20.0.0/16",
        "remote_a": "172.20.0.0/16",
        "local_b": "10.20.0.0/16",
        "remote_b": "172.21.0.0/16",
        "peer_b": "cgw-uf6qx2m8c4v7b1n9k5j3h",
        "psk_b": "SEOUL_PSK",
    }
    return Example(_TWO.format(**{**usual, **parts}))


RULES: tuple[Rule, ...] = (
    Rule(
        "IPS302",
        "remote-overlap",
        Severity.WARNING,
        "run",
        "0.1.0",
        "-",
        summary="Two connections of one gateway have overlapping selectors on both sides.",
        why="For an address in both, the gateway has two tunnels to choose from; which one it takes depends on "
        "route order, and replies may come back through the other. Two connections to different customer "
        "gateways with equal lists and health checks are an active/standby pair, which is only noted.",
        source="help page on single-tunnel active/standby connections, 2023-08-14; FAQ of the VPN gateway, 2021-03",
        how="Split the ranges so that each address belongs to one connection.",
        bad=two(remote_b="172.20.128.0/17"),
        good=two(),
        run=remote_overlap,
    ),
    Rule(
        "IPS303",
        "duplicate-connection",
        Severity.ERROR,
        "run",
        "0.1.0",
        "-",
        summary="The same connection is planned twice.",
        why="Two connections with one gateway, one customer gateway and equal selectors are refused or fight for "
        "the same traffic. It is mostly a copy that was never edited, or one file linted in two places.",
        source="error InvalidVpnConnection.AlreadyExists of CreateVpnConnection, 2021-03",
        how="Remove one of the two.",
        bad=two(remote_b="172.20.0.0/16", peer_b="cgw-uf605kn75f4na8b1n5cg9", psk_b="OSAKA_PSK"),
        good=two(),
        run=duplicate_connection,
    ),
    Rule(
        "IPS305",
        "cross-site-overlap",
        Severity.WARNING,
        "run",
        "0.1.0",
        "-",
        summary="Two sites behind one hub use overlapping address space.",
        why="The hub can have one route for an address. Sites that reuse a range work alone and break as soon as "
        "something in the VPC talks to both, or one talks to the other through the hub.",
        source="user guide on connecting several sites to one VPC, 2021-03",
        how="Renumber one site, or translate its addresses before they enter the tunnel.",
        bad=two(local_a="10.20.0.0/24", local_b="10.20.1.0/24", remote_b="172.20.128.0/17"),
        good=two(local_a="10.20.0.0/24", local_b="10.20.1.0/24"),
        run=cross_site_overlap,
    ),
)
