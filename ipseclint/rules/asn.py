"""Autonomous system numbers of the two ends (IPS814, IPS815)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipseclint import facts
from ipseclint.dialects.tree import Known
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, State, Tunnel
from ipseclint.node import Place, Scalar, Unknown, is_null
from ipseclint.rules.bgp import is_given, when_on
from ipseclint.rules.cidr_text import shown
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Undecided
from ipseclint.rules.samples import DUAL

_ASN = re.compile(r"(-?[0-9]|-?[1-9][0-9]{0,40})(?:\.(0|[1-9][0-9]{0,4}))?\Z")
# RFC 6793, RFC 5398, RFC 7300 and the IANA registry of special-purpose AS numbers.
_RESERVED = (
    (range(23456, 23457), "AS_TRANS, which stands for 4-byte numbers"),
    (range(64496, 64512), "kept for documentation"),
    (range(65535, 65536), "the reserved last 2-byte number"),
    (range(65536, 65552), "kept for documentation"),
    (range(facts.MAX_ASN, facts.MAX_ASN + 1), "the reserved last 4-byte number"),
)


def asn(value: object) -> int | None:
    """An ASN as a number: plain, or in two 16-bit parts (`1.10` is 65546). None if it is neither."""
    match = _ASN.match(str(value))
    if match is None:
        return None
    if match[2] is None:
        return int(match[1])
    high, low = int(match[1]), int(match[2])
    return high << 16 | low if 0 <= high < 65536 and low < 65536 else None


def _ranges(connection: Connection) -> Iterator[Outcome]:
    """ASNs that cannot be, or that stand for something else."""
    for tunnel in connection.tunnels:
        field = tunnel.bgp.local_asn
        if field.unknown:
            yield Undecided(field)
        elif is_given(field):
            yield from _judge(field, f"{field.name}{tunnel.label}", tunnel)
    for customer, _ in _customers(connection):
        field = _asn_of(customer)
        if field.unknown:
            yield Undecided(field)
        elif is_given(field):
            yield from _judge(field, f"The ASN of the customer gateway {_name(connection, customer)}", None)


def _judge(field: Field, what: str, tunnel: Tunnel | None) -> Iterator[Hit]:
    number = asn(field.value)
    level = None
    if number is None:
        fault = "which is no AS number: it is neither a number nor two 16-bit parts such as 64512.1"
    elif not 1 <= number <= facts.MAX_ASN:
        fault = f"outside 1 to {facts.MAX_ASN}"
    else:
        words = next((words for numbers, words in _RESERVED if number in numbers), None)
        if words is None:
            return
        fault, level = f"{words}: peers may refuse it", Severity.WARNING
    message = f"{what} is {shown(str(field.value))}, {fault}."
    help_ = "Write a private AS number, 64512 to 65534 or 4200000000 to 4294967294, or one that you own."
    number_of = tunnel.number if tunnel is not None else None
    yield Hit(message, help_, field.span, field.pointer or None, level, field.related, number_of)


def _mismatches(connection: Connection) -> Iterator[Outcome]:
    """ASNs of the two ends that do not go together."""
    if len(connection.tunnels) == 2:
        yield from _two_tunnels(*connection.tunnels)
    for customer, tunnel in _customers(connection):
        field = _asn_of(customer)
        if field.unknown:
            yield Undecided(field)
        elif is_given(field):
            yield from _two_ends(_name(connection, customer), customer, field, tunnel)


def _two_tunnels(first: Tunnel, second: Tunnel) -> Iterator[Outcome]:
    ours, other = first.bgp.local_asn, second.bgp.local_asn
    if ours.unknown or other.unknown:
        if ours.expression != other.expression:
            yield from (Undecided(field) for field in (ours, other) if field.unknown)
        return
    if not is_given(ours) or not is_given(other):
        return
    low, high = asn(ours.value), asn(other.value)
    if low is not None and high is not None and low != high:
        message = (
            f"{other.name} is {ours.value} in tunnel 1 and {other.value} in tunnel 2: both tunnels of a "
            "connection must have one AS number on this side, or the second has no session."
        )
        related = (Place(ours.span, f"tunnel 1 has {ours.value}"), *other.related)
        help_ = f"Write {ours.value} in both, if that is what the peer expects."
        yield Hit(message, help_, other.span, other.pointer, None, related, 1, subject="tunnels")


def _two_ends(name: str, customer: Known, field: Field, tunnel: Tunnel) -> Iterator[Outcome]:
    peer, local = asn(field.value), tunnel.bgp.local_asn
    place = Place(customer.span, "the customer gateway")
    if peer == facts.DEFAULT_LOCAL_ASN:
        message = (
            f"The customer gateway {name} has the ASN {peer}, which is Alibaba Cloud's own: "
            "the service does not allow it on the peer's side."
        )
        help_ = "Give the customer gateway the peer's AS number, a private one if it has none."
        yield Hit(message, help_, field.span, None, None, (place, *field.related), subject="45104")
    elif local.unknown:
        yield Undecided(local)
    elif peer is not None and is_given(local) and asn(local.value) == peer:
        message = (
            f"{local.name}{tunnel.label} is {local.value}, and so is the ASN of the customer gateway: both "
            "ends then count as one network (internal BGP), and routes learnt there are not passed on."
        )
        help_ = "Give the two ends different AS numbers."
        related = (Place(field.span, "the customer gateway's ASN"), *local.related)
        yield Hit(message, help_, local.span, local.pointer, Severity.WARNING, related, tunnel.number, subject="equal")


def _customers(connection: Connection) -> Iterator[tuple[Known, Tunnel]]:
    """The known customer gateways of a connection, each once, with the first tunnel that ends on it."""
    seen = set()
    for tunnel in connection.tunnels:
        customer = connection.customer_gateway(tunnel)
        if customer is not None and customer.identity not in seen:
            seen.add(customer.identity)
            yield customer, tunnel


def _name(connection: Connection, customer: Known) -> str:
    return customer.identity.removeprefix(connection.request.scope)


def _asn_of(customer: Known) -> Field:
    node = customer.fields.get("Asn")
    if isinstance(node, Unknown):
        return Field("Asn", "", node.span, State.UNKNOWN, None, node)
    if not isinstance(node, Scalar) or is_null(node):
        return Field("Asn", "", customer.span, State.ABSENT)
    return Field("Asn", "", node.span, State.WRITTEN, node.text, node)


_INVENTORY = """\
customer_gateways:
  - {CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9, IpAddress: 121.40.63.18, Asn: 65020}
connections:
  - """ + DUAL.replace("\n", "\n    ").rstrip(" ")

RULES: tuple[Rule, ...] = (
    Rule(
        code="IPS814",
        name="asn-range",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="An AS number is out of range, malformed, or reserved.",
        why="AS numbers go from 1 to 4294967295, as one number or in two 16-bit parts. Numbers with a "
        "meaning of their own (23456, 65535, 4294967295, and those kept for documentation) are a warning.",
        source="CreateVpnConnection: LocalAsn (SDK 6.15.0, 2026-01-15); RFC 6793, RFC 6996, RFC 5398, RFC 7300",
        how="Use a private AS number: 64512 to 65534, or 4200000000 to 4294967294.",
        bad=Example(DUAL.replace("65010", "4294967296")),
        good=Example(DUAL),
        check=when_on(_ranges),
    ),
    Rule(
        code="IPS815",
        name="asn-mismatch",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="The AS numbers of two tunnels, or of the two ends, do not go together.",
        why="Both tunnels of a connection have one AS number on the cloud side. A customer gateway must not "
        "have 45104, which is Alibaba Cloud's. Equal numbers on both ends make internal BGP: a warning.",
        source="CreateCustomerGateway: Asn; VPN Gateway, VPC-to-VPC dual-tunnel connections (2025-04-08)",
        how="Write one LocalAsn in both tunnels, and another number on the customer gateway.",
        bad=Example(DUAL.replace("65010", "65011", 1)),
        good=Example(_INVENTORY),
        check=when_on(_mismatches),
    ),
)
