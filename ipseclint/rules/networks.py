"""The networks of a connection as a whole: the default route, several under ikev1, neighbours, and the
VPC's own (IPS207, IPS209-IPS211)."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint.address import Range, covered, merges, network, parse_cidr, redundant
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, Side, State, Subnet, Tunnel, identity_of
from ipseclint.node import Node, Place, Scalar, Sequence, Unknown
from ipseclint.rules.rule import Example, Hit, Outcome, Replace, Rule, Settings, Undecided
from ipseclint.rules.samples import SINGLE
from ipseclint.rules.subnets import doubts, place, remove, rewrite, sides, told


def one_sided_default_route(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """0.0.0.0/0 on one side alone, or beside other CIDRs."""
    local, remote = sides(connection)
    if not local.complete or not remote.complete:
        yield from doubts(local, remote)
    for side, other in ((local, remote), (remote, local)):
        item = _default(side)
        if item is None:
            continue
        if len({other.text for other in side.items}) > 1:
            yield _lonely(connection, side, item, "stands beside other CIDRs, which it holds")
        elif _default(other) is None and other.complete and other.items and len(other.ranges) == len(other.items):
            yield _lonely(connection, side, item, f"has no counterpart in {other.field.name}")


def _default(side: Side) -> Subnet | None:
    """The item 0.0.0.0/0; other addresses with /0 are slips, of which IPS202 speaks."""
    for item in side.items:
        if item.range is not None and item.range.is_default and not item.host_bits:
            return item
    return None


def _lonely(connection: Connection, side: Side, item: Subnet, what: str) -> Hit:
    message = (
        f"0.0.0.0/0 in {side.field.name} {what}: "
        "many peers refuse to pair it with listed networks, and the routes made from it take all traffic."
    )
    help_ = "Write 0.0.0.0/0 alone on both sides and choose by routes, or list the networks on both."
    bgp = connection.bgp_enabled
    severity = Severity.INFO if bgp.value is True or bgp.unknown else Severity.WARNING
    return Hit(message, help_, item.span, item.pointer, severity, item.related)


def several_cidrs_with_ikev1(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """More than one CIDR on a side while a tunnel negotiates ikev1."""
    old = [tunnel for tunnel in connection.tunnels if _is_ikev1(tunnel)]
    if not old and not any(tunnel.phase1.version.unknown for tunnel in connection.tunnels):
        return
    several = [side for side in sides(connection) if _count(side) > 1]
    if old and several:
        yield _several(several, old, len(connection.tunnels))
    elif several:
        for tunnel in connection.tunnels:
            if tunnel.phase1.version.unknown:
                yield Undecided(tunnel.phase1.version)
    else:
        yield from doubts(*sides(connection))


def _is_ikev1(tunnel: Tunnel) -> bool:
    return str(tunnel.phase1.version.value).lower() == "ikev1"


def _count(side: Side) -> int:
    """How many networks a side names; equal ones count once."""
    if len(side.items) < 2:
        return len(side.items)
    return len({item.range or item.text for item in side.items if item.text.strip()})


def _several(several: list[Side], old: list[Tunnel], tunnels: int) -> Hit:
    side, version = several[0], old[0].phase1.version
    counts = " and ".join(f"{s.field.name} has {_count(s)} CIDRs" for s in several)
    where = f" in tunnel {(old[0].number or 0) + 1}" if len(old) < tunnels else ""
    message = (
        f"{counts}, but the IKE version{where} is {version.said()}: ikev1 negotiates one CIDR a side, so "
        "the other networks are not reached."
    )
    one = "write one CIDR a side, or 0.0.0.0/0 on both to choose by routes"
    sm = any(tunnel.is_sm for tunnel in old)
    help_ = f"An SM gateway has ikev1 alone: {one}." if sm else f"Set ikev2 on both ends; with ikev1, {one}."
    related = [Place(version.span, f"the version is {version.said()}")]
    related += [Place(place(other), f"{other.field.name} stands here") for other in several[1:]]
    return Hit(
        message,
        help_,
        place(side),
        side.field.pointer,
        related=(*related, *side.field.related),
        defaulted=version.defaulted,
        subject="several",
    )


def mergeable_cidrs(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Neighbours of one side that form one CIDR."""
    for side in sides(connection):
        if not side.complete:
            yield from doubts(side)
        if len(side.items) > 1 and all(item.range is not None and not item.host_bits for item in side.items):
            yield from _mergeable(side)


def _mergeable(side: Side) -> Iterator[Hit]:
    if len(told(side)) < len(side.items):
        return
    held = [item.range for item in side.items if item.range is not None]
    spare = {index for index, _ in redundant(held)}
    kept = [item for item in side.items if item.index not in spare]
    for merged, members in merges([item.range for item in kept if item.range is not None]):
        parts = sorted((kept[i] for i in members), key=lambda item: item.index)
        names = ", ".join(item.text for item in parts[:-1]) + f" and {parts[-1].text}"
        message = f"{side.field.name} has {names}, which together are {merged}: one selector would do for them."
        help_ = f"Write {merged} in their place, here and on the peer."
        related = tuple(Place(item.span, "a part of it") for item in parts) if side.is_list else ()
        fix = _merge(side, merged, parts) if side.complete else ()
        yield Hit(
            message,
            help_,
            place(side),
            side.field.pointer,
            related=(*related, *side.field.related),
            fix=fix,
            subject=str(merged),
        )


def _merge(side: Side, merged: Range, parts: list[Subnet]) -> tuple[Replace, ...]:
    """The edits that write the merged CIDR for the first part and take the others out."""
    title = f"Write {merged} for its parts."
    first, others = rewrite(side, parts[0], str(merged), title), remove(side, parts[1:], title)
    return (*first, *others) if first and others else ()


def outside_vpc(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Local CIDRs that the VPC of the gateway does not have, when both stand in the same input."""
    gateway = connection.vpn_gateway()
    if gateway is None:
        return
    vpc = connection.inventory.vpcs.get(_identity(gateway.fields.get("VpcId"), connection.request.scope))
    if vpc is None:
        return
    blocks, unknown = _blocks(vpc.fields.get("CidrBlock"), vpc.fields.get("SecondaryCidrBlocks"))
    if not blocks and not unknown:
        return
    if not connection.local.complete:
        yield from doubts(connection.local)
    stray = [item for item in told(connection.local) if not _is_inside(item, blocks)]
    if stray and unknown:
        yield from map(Undecided, unknown)
        return
    for item in stray:
        yield _outside(connection.local, item, blocks, vpc.fields.get("CidrBlock"))


def _identity(node: Node | None, scope: str) -> str:
    """What a resource's field names, as `identity_of` tells it of a connection's."""
    if node is None:
        return ""
    state = State.UNKNOWN if isinstance(node, Unknown) else State.WRITTEN
    value = node.text if isinstance(node, Scalar) else None
    return identity_of(Field("VpcId", "", node.span, state, value or None, node), scope)


def _blocks(main: Node | None, more: Node | None) -> tuple[list[Range], list[Field]]:
    """The CIDRs of a VPC, and those of them that are unknown."""
    nodes = [main] if main is not None else []
    if more is not None:
        nodes += more.items if isinstance(more, Sequence) else [more]
    known: list[Range] = []
    unknown: list[Field] = []
    for node in nodes:
        if isinstance(node, Unknown):
            unknown.append(Field("CidrBlock", "", node.span, State.UNKNOWN, None, node))
        elif isinstance(node, Scalar):
            parsed = (parse_cidr(text.strip()) for text in node.text.split(","))
            known.extend(network(*found) for found in parsed if found is not None)
    return known, unknown


def _is_inside(item: Subnet, blocks: list[Range]) -> bool:
    held = item.range
    return held is None or held.is_default or covered(held, blocks)


def _outside(side: Side, item: Subnet, blocks: list[Range], main: Node | None) -> Hit:
    held = ", ".join(map(str, blocks))
    partly = any(item.range.overlaps(block) for block in blocks if item.range is not None)
    how = "reaches beyond" if partly else "lies outside"
    message = (
        f"{side.field.name} has {item.range}, which {how} the VPC's own {held}: what is not in the VPC "
        "answers only if further routes lead there."
    )
    help_ = "Write CIDRs of the VPC, or check that the other networks are routed to it."
    related = (Place(main.span, "the VPC's CIDR"),) if main is not None else ()
    return Hit(message, help_, item.span, item.pointer, related=(*related, *item.related))


_VPC = """\
vpn_gateways:
  - {VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz, VpcId: vpc-uf6m2c8r4t1k9w3q7x5zb}
vpcs:
  - {VpcId: vpc-uf6m2c8r4t1k9w3q7x5zb, CidrBlock: 10.20.0.0/16}
connections:
  - """ + SINGLE.replace("\n", "\n    ").rstrip(" ")

RULES: tuple[Rule, ...] = (
    Rule(
        code="IPS207",
        name="one-sided-default-route",
        severity=Severity.WARNING,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="0.0.0.0/0 stands on one side only, or beside other CIDRs.",
        why="0.0.0.0/0 on both sides means that routes choose (destination routing). On one side it pairs "
        "everything with a few networks: route-based peers refuse the listed ones, and the policy route "
        "takes all traffic.",
        source="VPN Gateway, routing modes (2025-04-03); advice for many CIDRs (2024-06-30)",
        how="Write 0.0.0.0/0 alone on both sides, or the networks on both.",
        bad=Example(SINGLE.replace("172.20.8.0/22", "0.0.0.0/0")),
        good=Example(SINGLE.replace("172.20.8.0/22", "0.0.0.0/0").replace("10.20.0.0/16", "0.0.0.0/0")),
        check=one_sided_default_route,
    ),
    Rule(
        code="IPS209",
        name="several-cidrs-with-ikev1",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="A side has several CIDRs while the IKE version is ikev1.",
        why="Phase 2 of ikev1 carries one pair of networks. With several CIDRs the tunnel comes up and only "
        "one pair passes traffic. ikev1 is the default when no version is set.",
        source="VPN Gateway, advice for many CIDRs (2024-06-30); RFC 2409 section 5.5; RFC 7296 section 2.9",
        how="Use ikev2, aggregate the networks, or choose by routes with 0.0.0.0/0 on both sides.",
        bad=Example(SINGLE.replace("172.20.8.0/22", "172.20.8.0/22,172.20.16.0/22").replace("IkeVersion: ikev2, ", "")),
        good=Example(SINGLE.replace("172.20.8.0/22", "172.20.8.0/22,172.20.16.0/22")),
        check=several_cidrs_with_ikev1,
    ),
    Rule(
        code="IPS210",
        name="mergeable-cidrs",
        severity=Severity.INFO,
        scope="connection",
        since="0.1.0",
        repair="fix",
        summary="Neighbouring CIDRs of one side form one CIDR.",
        why="Each CIDR costs a policy route, counts against the quota, and makes a child SA of its own with "
        "many peers.",
        source="RFC 4632 section 5; VPN Gateway, advice for many CIDRs (2024-06-30)",
        how="Write the one CIDR, on both ends: the selectors of the two ends must mirror each other.",
        bad=Example(SINGLE.replace("172.20.8.0/22", "172.20.8.0/23,172.20.10.0/23")),
        good=Example(SINGLE),
        check=mergeable_cidrs,
    ),
    Rule(
        code="IPS211",
        name="outside-vpc",
        severity=Severity.WARNING,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="LocalSubnet names networks that the gateway's VPC does not have.",
        why="The peer sends what LocalSubnet promises to the gateway, whose VPC has no such addresses. "
        "Judged only when the gateway, its VPC and the VPC's CIDRs stand in the same input.",
        source="CreateVpnConnection: LocalSubnet is the VPC's side (SDK 6.15.0, 2026-01-15)",
        how="Write the VPC's CIDRs, or add the missing secondary block to the inventory.",
        bad=Example(_VPC.replace("LocalSubnet: 10.20.0.0/16", "LocalSubnet: 10.21.0.0/16")),
        good=Example(_VPC),
        check=outside_vpc,
    ),
)
