"""BGP as a whole: on without what it needs, or given and off (IPS816)."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint import facts
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, Tunnel
from ipseclint.node import Place, is_null
from ipseclint.rules.bgp import is_given
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings, Undecided
from ipseclint.rules.samples import DUAL


def bgp_incomplete(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """BGP that is on without what it needs, or has it and is off."""
    enabled = connection.bgp_enabled
    if enabled.value is True:
        yield from _missing(connection)
    elif enabled.value is False:
        yield from _given_in_vain(connection)
    elif enabled.unknown:
        said = next(_missing(connection), None) or next(_given_in_vain(connection), None)
        if said is not None:
            yield Undecided(enabled)


def _missing(connection: Connection) -> Iterator[Hit]:
    seen = set()
    for tunnel in connection.tunnels:
        bgp = tunnel.bgp
        fields = (bgp.local_asn, bgp.tunnel_cidr, bgp.local_ip)
        missing = [f for f in fields if f.absent or (f.known and not is_given(f))]
        if missing:
            yield _lacking(connection, tunnel, missing)
        customer = connection.customer_gateway(tunnel)
        if customer is None or customer.identity in seen:
            continue
        seen.add(customer.identity)
        asn = customer.fields.get("Asn")
        if is_null(asn) or getattr(asn, "text", None) == "":
            field = tunnel.customer_gateway
            message = f"BGP is on, but the customer gateway{tunnel.label} has no ASN: no BGP session can be set up."
            help_ = "Give the customer gateway an ASN; it cannot be added later, only with a new one."
            related = (Place(customer.span, "the customer gateway"), *field.related)
            yield Hit(message, help_, field.span, field.pointer, None, related, tunnel.number, subject="peer asn")


def _lacking(connection: Connection, tunnel: Tunnel, missing: list[Field]) -> Hit:
    names = _listed([field.name for field in missing], "and")
    only_asn = missing == [tunnel.bgp.local_asn]
    if only_asn and not connection.dual:
        told = f"the service takes {facts.DEFAULT_LOCAL_ASN}, its own public ASN, and the peer must know it"
    else:
        told = f"the tunnel has no BGP session without {'it' if len(missing) == 1 else 'them'}"
    message = f"BGP is on, but {names}{tunnel.label} {'is' if len(missing) == 1 else 'are'} not set: {told}."
    help_ = f"Set {names}, or switch BGP off."
    level = Severity.WARNING if only_asn and not connection.dual else Severity.ERROR
    pointer = missing[0].pointer.rsplit("/", 1)[0]
    by_default = any(field.defaulted for field in missing)
    return Hit(message, help_, tunnel.bgp.span, pointer, level, (), tunnel.number, by_default, subject="missing")


def _listed(names: list[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def _given_in_vain(connection: Connection) -> Iterator[Hit]:
    """BGP values that nothing uses, as BGP is off: told once."""
    given = [tunnel for tunnel in connection.tunnels if _says_something(connection, tunnel)]
    if not given:
        return
    enabled, first = connection.bgp_enabled, given[0]
    message = (
        f"BGP values are given, but {enabled.name} is {enabled.said()}: they have no effect and no routes are learnt."
    )
    help_ = f"Set {enabled.name} to true, or remove the BGP block."
    related = [Place(tunnel.bgp.span, f"given in tunnel {(tunnel.number or 0) + 1} too") for tunnel in given[1:]]
    if enabled.written:
        related.append(Place(enabled.span, "BGP is switched off here"))
    pointer = first.bgp.tunnel_cidr.pointer.rsplit("/", 1)[0]
    yield Hit(
        message, help_, first.bgp.span, pointer, Severity.WARNING, tuple(related), first.number, subject="in vain"
    )


def _says_something(connection: Connection, tunnel: Tunnel) -> bool:
    """Whether a tunnel has BGP values that somebody wrote; an export shows the default ASN unasked."""
    bgp = tunnel.bgp
    if is_given(bgp.tunnel_cidr) or is_given(bgp.local_ip):
        return True
    shown_unasked = connection.request.dialect == "export" and str(bgp.local_asn.value) == "45104"
    return is_given(bgp.local_asn) and not shown_unasked


_SDK = "CreateVpnConnection: TunnelBgpConfig, BgpConfig (SDK 6.15.0, 2026-01-15)"

RULES: tuple[Rule, ...] = (
    Rule(
        code="IPS816",
        name="bgp-incomplete",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="BGP is on without what it needs, or its values are given while it is off.",
        why="A session needs the ASN of both ends, the tunnel CIDR and the address in it. Values that stand "
        "in a file while the switch is off make it look as if routes were exchanged: that is a warning.",
        source=f"{_SDK}; VPN Gateway, transit router connections (2026-02-11)",
        how="Set LocalAsn, TunnelCidr and LocalBgpIp, give the customer gateway an ASN, or switch BGP off.",
        bad=Example(DUAL.replace(", LocalBgpIp: 169.254.11.1", "")),
        good=Example(DUAL),
        check=bgp_incomplete,
    ),
)
