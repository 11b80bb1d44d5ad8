"""Tunnels: count, roles, peers, DPD and NAT traversal (IPS801-IPS803, IPS821, IPS822)."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint import facts
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, State, Tunnel, identity_of
from ipseclint.node import Mapping, Place, Sequence, Unknown
from ipseclint.rules.repair import replace_value
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings, Undecided
from ipseclint.rules.samples import DUAL, SINGLE

_INDEXES = tuple(str(index) for index in facts.TUNNEL_INDEXES)


def tunnel_count(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """A list of tunnels that has not exactly two."""
    listed = connection.tunnel_list
    if not connection.dual:
        return
    if listed.unknown:
        yield Undecided(listed)
        return
    if not isinstance(listed.node, Sequence):
        return
    items = listed.node.items
    unknown = [item for item in items if isinstance(item, Unknown)]
    if unknown and len(items) - len(unknown) <= 2:
        for item in unknown:
            yield Undecided(Field(listed.name, listed.pointer, item.span, State.UNKNOWN, None, item))
    elif len(items) != 2:
        yield _count(connection, len(items))


def _count(connection: Connection, count: int) -> Hit:
    listed = connection.tunnel_list
    said = {0: "no tunnel", 1: "one tunnel"}.get(count, f"{count} tunnels")
    message = f"{listed.name} has {said}: a dual-tunnel connection has exactly two, and the request is refused."
    help_ = "Write two tunnels, each with its own customer gateway where the peer has two addresses."
    span = listed.key_span if listed.key_span is not None else listed.span
    return Hit(message, help_, span, listed.pointer, related=listed.related, subject="count")


def tunnel_roles(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Roles, or an attachment's indexes, that are missing or the same."""
    if not connection.dual:
        return
    fields = [_mark(connection, tunnel) for tunnel in connection.tunnels if _is_written(connection, tunnel)]
    missing = [field for field in fields if field.absent or field.value == ""]
    if missing:
        yield _no_role(connection, missing)
        return
    allowed = _INDEXES if connection.is_attachment else facts.ROLES
    known = [field for field in fields if field.known]
    if len(fields) != 2 or any(str(field.value) not in allowed for field in known):
        return
    if len(known) < 2:
        yield from (Undecided(field) for field in fields if field.unknown)
    elif str(known[0].value) == str(known[1].value):
        first, second = known
        what = f"both tunnels have the {second.name} {second.value}"
        yield _roles(connection, second, what, (Place(first.span, "the other tunnel's"), *second.related))


def _mark(connection: Connection, tunnel: Tunnel) -> Field:
    """What tells a tunnel from the other one."""
    return tunnel.index if connection.is_attachment else tunnel.role


def _is_written(connection: Connection, tunnel: Tunnel) -> bool:
    """Whether the tunnel is a mapping: of anything else the schema speaks."""
    node = connection.tunnel_list.node
    return isinstance(node, Sequence) and isinstance(node.items[tunnel.number or 0], Mapping)


def _number_of(connection: Connection, field: Field) -> int:
    return next(t.number or 0 for t in connection.tunnels if _mark(connection, t) is field)


def _no_role(connection: Connection, missing: list[Field]) -> Hit:
    first = missing[0]
    which = "no tunnel has" if len(missing) > 1 else f"tunnel {_number_of(connection, first) + 1} has no"
    what = f"{which} a {first.name}" if len(missing) > 1 else f"{which} {first.name}"
    related = tuple(Place(field.span, "nor has this tunnel") for field in missing[1:])
    return _roles(connection, first, what, related)


def _roles(connection: Connection, field: Field, what: str, related: tuple[Place, ...]) -> Hit:
    if connection.is_attachment:
        needed = "one tunnel with the index 1 and one with the index 2"
    else:
        needed = "one master and one slave"
    message = f"{what[:1].upper()}{what[1:]}: a dual-tunnel connection has {needed}, or it is refused."
    help_ = f"Give the tunnels {needed.replace('one tunnel with the', 'the').replace('one with the', 'the')}."
    return Hit(
        message,
        help_,
        field.span,
        field.pointer,
        related=related,
        tunnel=_number_of(connection, field),
        subject="roles",
    )


def shared_customer_gateway(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Two tunnels that end on one customer gateway."""
    if not connection.dual or len(connection.tunnels) != 2:
        return
    first, second = (tunnel.customer_gateway for tunnel in connection.tunnels)
    if first.absent or second.absent or State.INVALID in (first.state, second.state):
        return
    scope = connection.request.scope
    ours, other = identity_of(first, scope), identity_of(second, scope)
    if (ours and ours == other) or (first.expression and first.expression == second.expression):
        message = "Both tunnels end on one customer gateway: when that device or its address fails, both tunnels fail."
        help_ = "Name a second customer gateway for the second tunnel if the site has a second public address."
        related = (Place(first.span, "the first tunnel's"), *second.related)
        yield Hit(message, help_, second.span, second.pointer, related=related, tunnel=1)
    elif not ours or not other:
        yield from (Undecided(field) for field in (first, second) if field.unknown)


def dpd_disabled(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Tunnels without dead peer detection."""
    for tunnel in connection.tunnels:
        field = tunnel.dpd
        if field.unknown:
            yield Undecided(field)
        elif field.value is False:
            message = (
                f"{field.name}{tunnel.label} is {field.said()}: a peer that has gone is not noticed, so the "
                "tunnel looks up and drops all traffic until its SA expires."
            )
            yield _switch(tunnel, field, message, Severity.WARNING)


def nat_traversal_disabled(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Tunnels without NAT traversal."""
    for tunnel in connection.tunnels:
        field = tunnel.nat_traversal
        if field.unknown:
            yield Undecided(field)
        elif field.value is False:
            message = (
                f"{field.name}{tunnel.label} is {field.said()}: with a NAT device on the path, ESP is not "
                "put into UDP and does not come through."
            )
            level = Severity.WARNING if field.defaulted and field.why else Severity.INFO
            yield _switch(tunnel, field, message, level)


def _switch(tunnel: Tunnel, field: Field, message: str, level: Severity) -> Hit:
    """A finding about a boolean that is off."""
    help_ = f"Set {field.name} to true."
    return Hit.at(field, tunnel, message, help_, level, fix=replace_value(field, "true", help_), subject="off")


_SDK = "CreateVpnConnection, Vpc API 2016-04-28 (SDK 6.15.0, 2026-01-15)"

RULES: tuple[Rule, ...] = (
    Rule(
        code="IPS801",
        name="tunnel-count",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="TunnelOptionsSpecification has not exactly two tunnels.",
        why="A dual-tunnel connection is one active and one standby tunnel in two zones. With one tunnel or "
        "three the call is refused (VpnConnection.InvalidCreateTunnelOptions).",
        source=_SDK,
        how="Write both tunnels; the provider does not count them.",
        bad=Example(DUAL[: DUAL.index("  - Role: slave")]),
        good=Example(DUAL),
        check=tunnel_count,
    ),
    Rule(
        code="IPS802",
        name="tunnel-roles",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="The two tunnels are not one master and one slave, or not index 1 and 2 of an attachment.",
        why="The role tells which tunnel takes the gateway's first address and carries traffic first. A "
        "missing role is sent empty by some tools, and two masters leave no standby.",
        source=f"{_SDK}; CreateVpnAttachment: TunnelIndex",
        how="Give one tunnel the role master and the other the role slave.",
        bad=Example(DUAL.replace("Role: slave", "Role: master")),
        good=Example(DUAL),
        check=tunnel_roles,
    ),
    Rule(
        code="IPS803",
        name="shared-customer-gateway",
        severity=Severity.INFO,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="Both tunnels end on one customer gateway.",
        why="The two tunnels run through two zones of Alibaba Cloud, but share one device or address on the "
        "other end: they fail together. Sites with one public address have no choice.",
        source="VPN Gateway, dual-tunnel connections (2026-02-03): two customer gateways are recommended",
        how="Use a second customer gateway where the site has a second public address.",
        bad=Example(DUAL.replace("cgw-uf6u1d9p4xk2w7q3r8t5m", "cgw-uf605kn75f4na8b1n5cg9")),
        good=Example(DUAL),
        check=shared_customer_gateway,
    ),
    Rule(
        code="IPS821",
        name="dpd-disabled",
        severity=Severity.WARNING,
        scope="connection",
        since="0.1.0",
        repair="unsafe",
        summary="Dead peer detection is off.",
        why="Without DPD a peer that restarted or lost its address is noticed only when an SA expires, "
        "hours later by default. The service's default is true, but the Terraform provider sends false for "
        "a tunnel block that leaves it out.",
        source=f"{_SDK}; RFC 3706; RFC 7296 section 2.4; Terraform provider 1.289 (2026-08-21)",
        how="Set EnableDpd to true, in every tunnel block.",
        bad=Example(SINGLE + "EnableDpd: false\n"),
        good=Example(SINGLE + "EnableDpd: true\n"),
        check=dpd_disabled,
    ),
    Rule(
        code="IPS822",
        name="nat-traversal-disabled",
        severity=Severity.INFO,
        scope="connection",
        since="0.1.0",
        repair="unsafe",
        summary="NAT traversal is off.",
        why="A NAT device between the ends drops ESP that is not put into UDP. Between two public addresses "
        "it is not needed. It is a warning where nobody chose it: the Terraform provider sends false for a "
        "tunnel block that leaves it out.",
        source=f"{_SDK}; RFC 3948; Terraform provider 1.289 (2026-08-21)",
        how="Set EnableNatTraversal to true, in every tunnel block.",
        bad=Example(SINGLE + "EnableNatTraversal: false\n"),
        good=Example(SINGLE + "EnableNatTraversal: true\n"),
        check=nat_traversal_disabled,
    ),
)
