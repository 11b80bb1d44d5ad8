"""BGP of the tunnels: tunnel CIDRs and addresses in them (IPS811-IPS813)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ipseclint import facts
from ipseclint.address import Range, cidr, dotted, network, parse_address, parse_cidr
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, Tunnel
from ipseclint.node import Place
from ipseclint.rules.cidr_text import shown
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings, Undecided
from ipseclint.rules.samples import DUAL, SINGLE
from ipseclint.rules.sharing import bgp_cidr_shared

_LINK_LOCAL = cidr("169.254.0.0/16")
_BARRED = frozenset(map(cidr, facts.BARRED_TUNNEL_CIDRS))


def when_on(
    judge: Callable[[Connection], Iterator[Outcome]],
) -> Callable[[Connection, Settings], Iterator[Outcome]]:
    """A check of values that count only while BGP is on. Where that is unknown, what it would say is open."""

    def check(connection: Connection, settings: Settings) -> Iterator[Outcome]:
        enabled = connection.bgp_enabled
        if enabled.value is True:
            yield from judge(connection)
        elif enabled.unknown and next(judge(connection), None) is not None:
            yield Undecided(enabled)

    check.__doc__ = judge.__doc__
    return check


def is_given(field: Field) -> bool:
    """Whether a field has a text or number of its own."""
    return field.written and str(field.value).strip() != ""


def _tunnel_cidrs(connection: Connection) -> Iterator[Outcome]:
    """Tunnel CIDRs that BGP cannot run in."""
    for tunnel in connection.tunnels:
        field = tunnel.bgp.tunnel_cidr
        if field.unknown:
            yield Undecided(field)
        elif is_given(field):
            fault = _cidr_fault(str(field.value))
            if fault:
                yield _at(
                    tunnel, field, f"{field.name}{tunnel.label} is {shown(str(field.value))}, {fault[0]}.", fault[1]
                )


def _cidr_fault(text: str) -> tuple[str, str] | None:
    """What is wrong with a tunnel CIDR, and what to write."""
    anew = "Write a /30 of 169.254.0.0/16 that no other tunnel of the gateway has, such as 169.254.11.0/30."
    parsed = parse_cidr(text)
    if parsed is None:
        address = parse_address(text)
        if address is None:
            return "which is no IPv4 CIDR: the request is refused", anew
        return "an address without a prefix length", f"Did you mean {network(address, 30)}?"
    held = network(*parsed)
    if not _LINK_LOCAL.contains(held):
        return "outside 169.254.0.0/16, where every tunnel CIDR must lie", anew
    if held.prefix != 30:
        return f"a /{held.prefix}: a tunnel CIDR is a /30, the two ends and nothing else", anew
    if held in _BARRED:
        where = "" if held.first == parsed[0] else f"in {held}, "
        return f"{where}one of the eight /30s that the service keeps for itself", anew
    if held.first != parsed[0]:
        return (
            f"an address within {held}, not the network",
            f"Write the network, {held}; the address itself belongs in LocalBgpIp.",
        )
    return None


def _bgp_addresses(connection: Connection) -> Iterator[Outcome]:
    """BGP addresses that do not fit their tunnel CIDR."""
    for tunnel in connection.tunnels:
        field, net = tunnel.bgp.local_ip, tunnel.bgp.tunnel_cidr
        if field.unknown:
            yield Undecided(field)
        elif is_given(field):
            address = parse_address(str(field.value))
            if address is None:
                message = f"{field.name}{tunnel.label} is {shown(str(field.value))}, which is no IPv4 address."
                yield _at(tunnel, field, message, "Write one address of the tunnel CIDR, a.b.c.d without a prefix.")
            elif net.unknown:
                yield Undecided(net)
            elif is_given(net):
                yield from _placed(tunnel, address)


def _placed(tunnel: Tunnel, address: int) -> Iterator[Hit]:
    """Where an address stands in its tunnel CIDR. Of a CIDR that is wrong itself nothing is said unless the
    address is clearly outside."""
    field, net = tunnel.bgp.local_ip, tunnel.bgp.tunnel_cidr
    parsed = parse_cidr(str(net.value))
    if parsed is None:
        return
    held = network(parsed[0], min(parsed[1], 30))
    if held.prefix == 30 and held.first < address < held.last:
        return
    place = (Place(net.span, f"{net.name} is {net.value}"), *field.related)
    hosts = f"{dotted(held.first + 1)} or {dotted(held.first + 2)}"
    if not held.first <= address <= held.last:
        message = (
            f"{field.name}{tunnel.label} is {dotted(address)}, outside its {net.name} {net.value}: "
            "the two ends do not share a network, so no BGP session comes up."
        )
        help_ = f"Write {hosts}; the peer has the other one." if held.prefix == 30 else "Write an address of it."
        yield _at(tunnel, field, message, help_, place)
    elif _cidr_fault(str(net.value)) is None and address in (held.first, held.last):
        what = "network" if address == held.first else "broadcast"
        message = f"{field.name}{tunnel.label} is {dotted(address)}, the {what} address of {held}: no end can have it."
        yield _at(tunnel, field, message, f"Write {hosts}; the peer has the other one.", place, Severity.WARNING)


def _shared_cidrs(connection: Connection) -> Iterator[Outcome]:
    """Two tunnels of one connection with the same tunnel CIDR."""
    if len(connection.tunnels) != 2:
        return
    first, second = (tunnel.bgp.tunnel_cidr for tunnel in connection.tunnels)
    if not all(field.unknown or is_given(field) for field in (first, second)):
        return
    ours, other = _network(first), _network(second)
    if ours is not None and other is not None:
        if ours.overlaps(other):
            how = f"have the {second.name} {ours}" if ours == other else f"share addresses in {ours} and {other}"
            message = f"Both tunnels {how}: the service refuses it, as each tunnel of a gateway needs a /30 of its own."
            help_ = "Give the second tunnel another /30 of 169.254.0.0/16."
            related = (Place(first.span, "the first tunnel's"), *second.related)
            yield _at(connection.tunnels[1], second, message, help_, related)
    elif first.unknown or second.unknown:
        yield from (Undecided(field) for field in (first, second) if field.unknown)


def _network(field: Field) -> Range | None:
    parsed = parse_cidr(str(field.value)) if field.written else None
    return network(*parsed) if parsed is not None else None


def _at(
    tunnel: Tunnel,
    field: Field,
    message: str,
    help_: str,
    related: tuple[Place, ...] | None = None,
    level: Severity | None = None,
) -> Hit:
    related = field.related if related is None else related
    return Hit(message, help_, field.span, field.pointer, level, related, tunnel.number)


_SDK = "CreateVpnConnection: TunnelBgpConfig, BgpConfig (SDK 6.11.0, 2025-02-21, and later)"
_SINGLE_BGP = "BgpConfig: {EnableBgp: true, LocalAsn: 65010, TunnelCidr: 169.254.11.0/30, LocalBgpIp: 169.254.11.1}\n"

RULES: tuple[Rule, ...] = (
    Rule(
        code="IPS811",
        name="bgp-tunnel-cidr",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="A tunnel CIDR is not a free /30 of 169.254.0.0/16.",
        why="BGP of a tunnel runs between the two host addresses of one /30 in link-local space; eight of "
        "these /30s belong to the service. Anything else is refused.",
        source=_SDK,
        how="Choose a /30 of 169.254.0.0/16 other than 169.254.0.0 to 169.254.6.0 and 169.254.169.252.",
        bad=Example(DUAL.replace("169.254.10.0/30", "169.254.3.0/30").replace("169.254.10.1", "169.254.3.1")),
        good=Example(DUAL),
        check=when_on(_tunnel_cidrs),
    ),
    Rule(
        code="IPS812",
        name="bgp-address",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="LocalBgpIp is not a host address of its tunnel CIDR.",
        why="The session runs between the two host addresses of the /30: from any other address it does not "
        "come up. The network and the broadcast address are a warning.",
        source=_SDK,
        how="Write one of the two host addresses; the peer has the other.",
        bad=Example(SINGLE + _SINGLE_BGP.replace("169.254.11.1}", "169.254.12.1}")),
        good=Example(SINGLE + _SINGLE_BGP),
        check=when_on(_bgp_addresses),
    ),
    Rule(
        code="IPS813",
        name="bgp-cidr-shared",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="Two tunnels of one gateway have the same tunnel CIDR.",
        why="The gateway tells its BGP neighbours apart by their network: each tunnel CIDR is unique on it.",
        source=_SDK,
        how="Give each tunnel a /30 of its own.",
        bad=Example(DUAL.replace("169.254.11.", "169.254.10.")),
        good=Example(DUAL),
        check=when_on(_shared_cidrs),
        run=bgp_cidr_shared,
    ),
)
