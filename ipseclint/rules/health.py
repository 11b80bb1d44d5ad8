"""Health checks: their addresses, and where they are supported (IPS831-IPS833)."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint.address import dotted, parse_address
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, HealthCheck, Side
from ipseclint.rules.cidr_text import shown
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings, Undecided
from ipseclint.rules.samples import DUAL, SINGLE
from ipseclint.rules.subnets import beside, doubts
from ipseclint.unfilled import is_documentation_address, is_unfilled_address

_WHAT = {"dip": "an address behind the peer", "sip": "an address of the VPC"}


def health_check_incomplete(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """A health check that is on without the two addresses it needs."""
    health = connection.health
    if health is None or connection.dual:
        return
    faults = list(_incomplete(health))
    if health.enable.value is True:
        yield from faults
    elif health.enable.unknown and faults:
        yield Undecided(health.enable)


def _incomplete(health: HealthCheck) -> Iterator[Outcome]:
    missing = [field for field in (health.dip, health.sip) if _is_missing(field)]
    if missing:
        names = " and no ".join(field.name for field in missing)
        message = f"The health check is on but has no {names}: it cannot probe anything."
        wanted = " and ".join(f"{f.name} ({_WHAT[f.pointer.rsplit('/', 1)[-1]]})" for f in missing)
        help_ = f"Add {wanted}, or switch the health check off."
        yield Hit(message, help_, health.span, health.pointer, subject="missing")
    for field in (health.dip, health.sip):
        if field.unknown:
            yield Undecided(field)
        elif field.written and not _is_missing(field) and _is_no_address(field):
            message = f'{field.name} of the health check is "{shown(str(field.value))}", which is no IPv4 address.'
            help_ = "Write one address, a.b.c.d, without a prefix length."
            yield Hit(message, help_, field.span, field.pointer, related=field.related)


def _is_missing(field: Field) -> bool:
    return field.absent or (field.known and str(field.value).strip() == "")


def _is_no_address(field: Field) -> bool:
    """Whether a field has neither an address nor a sample value, of which IPS109 speaks."""
    return _address(field) is None and not is_unfilled_address(str(field.value))


def _address(field: Field) -> int | None:
    return parse_address(str(field.value)) if field.written else None


def health_check_outside(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """A health check whose addresses the selectors do not carry."""
    health = connection.health
    if health is None or connection.dual:
        return
    faults = [
        *_outside(health.dip, connection.remote, connection.local),
        *_outside(health.sip, connection.local, connection.remote),
    ]
    if health.enable.value is True:
        yield from faults
    elif health.enable.unknown and faults:
        yield Undecided(health.enable)


def _outside(field: Field, side: Side, other: Side) -> Iterator[Outcome]:
    if field.unknown:
        yield Undecided(field)
    address = _address(field)
    if address is None or _holds(side, address) or is_documentation_address(str(field.value)):
        return
    if not side.complete:
        yield from doubts(side)
    elif side.items and len(side.ranges) == len(side.items):
        swapped = f" but in {other.field.name}" if _holds(other, address) else ""
        message = (
            f"{field.name} of the health check, {dotted(address)}, is not in {side.field.name}{swapped}: the "
            "probes do not fit the tunnel's selectors, so the check fails and takes the routes away."
        )
        help_ = f"Write {_WHAT[field.pointer.rsplit('/', 1)[-1]]} that {side.field.name} holds."
        related = beside(side.items[0], f"{side.field.name} stands here")
        yield Hit(message, help_, field.span, field.pointer, related=(*related, *field.related))


def _holds(side: Side, address: int) -> bool:
    return any(item.range.first <= address <= item.range.last for item in side.items if item.range is not None)


def health_check_in_dual_mode(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """A health check on a dual-tunnel connection."""
    health = connection.health
    if health is None or not connection.dual:
        return
    addressed = any(not field.absent and not _is_missing(field) for field in (health.dip, health.sip))
    if health.enable.value is False and not addressed:
        return  # switched off, as exports and plans show what nobody set
    name = connection.request.spell("HealthCheckConfig", "")
    message = (
        f"{name} is set on a dual-tunnel connection, which does not support it: the service checks both "
        "tunnels by itself, and what is set here has no effect."
    )
    help_ = f"Remove {name}."
    yield Hit(message, help_, health.span, health.pointer)


_CHECK = "HealthCheckConfig: {enable: true, dip: 172.20.8.10, sip: 10.20.1.10}\n"

RULES: tuple[Rule, ...] = (
    Rule(
        code="IPS831",
        name="health-check-incomplete",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="A health check is on without dip or sip, or they are no addresses.",
        why="The check sends ICMP from sip to dip; without both there is nothing to send.",
        source="CreateVpnConnection: HealthCheckConfig (SDK 6.15.0, 2026-01-15); ROS ALIYUN::VPC::VpnConnection",
        how="Give dip (behind the peer) and sip (in the VPC), or leave the health check out.",
        bad=Example(SINGLE + "HealthCheckConfig: {enable: true, sip: 10.20.1.10}\n"),
        good=Example(SINGLE + _CHECK),
        check=health_check_incomplete,
    ),
    Rule(
        code="IPS832",
        name="health-check-outside",
        severity=Severity.WARNING,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="The addresses of a health check are not in the subnets of the connection.",
        why="Probes from or to an address outside the selectors never enter the tunnel. The check then "
        "fails and the connection is taken for dead although it is up.",
        source="CreateVpnConnection: HealthCheckConfig (SDK 6.15.0, 2026-01-15)",
        how="Choose dip from RemoteSubnet and sip from LocalSubnet.",
        bad=Example(SINGLE + _CHECK.replace("172.20.8.10", "172.30.8.10")),
        good=Example(SINGLE + _CHECK),
        check=health_check_outside,
    ),
    Rule(
        code="IPS833",
        name="health-check-in-dual-mode",
        severity=Severity.WARNING,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="A dual-tunnel connection has a health check.",
        why="Health checks belong to single-tunnel connections; with two tunnels the service checks and "
        "switches by itself, and the field is not supported.",
        source="CreateVpnConnection (SDK 6.15.0, 2026-01-15); dual-tunnel connections (2026-02-03)",
        how="Remove the health check.",
        bad=Example(DUAL + _CHECK),
        good=Example(DUAL),
        check=health_check_in_dual_mode,
    ),
)
