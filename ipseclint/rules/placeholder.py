"""Sample values left in, and ids of the wrong kind (IPS109, IPS110)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ipseclint import facts
from ipseclint.dialects.tree import Known
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, Side, State, Subnet, Tunnel, identity_of
from ipseclint.node import Place, Scalar, Unknown
from ipseclint.rules.cidr_text import is_wildcard
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings, Undecided
from ipseclint.rules.samples import SINGLE, altered
from ipseclint.rules.spot import one_line
from ipseclint.unfilled import (
    is_documentation,
    is_documentation_address,
    is_unfilled,
    is_unfilled_address,
    is_unfilled_id,
    is_unfilled_peer,
)

_DOCUMENTS = "it is kept for documents (RFC 5737) and routed nowhere"
_REAL = "Write the gateway's real address."
_KINDS = {"vpn_gateway": "VPN gateway", "customer_gateway": "customer gateway"}
# Prefixes of the ids of resources, by the type that the Terraform provider gives them.
_TYPES = {
    "alicloud_vpn_gateway": "vpn",
    "alicloud_vpn_customer_gateway": "cgw",
    "alicloud_vpn_connection": "vco",
    "alicloud_vpn_gateway_vpn_attachment": "vco",
    "alicloud_vpc": "vpc",
    "alicloud_vswitch": "vsw",
    "alicloud_instance": "i",
    "alicloud_eip": "eip",
    "alicloud_eip_address": "eip",
    "alicloud_nat_gateway": "ngw",
    "alicloud_security_group": "sg",
    "alicloud_route_table": "vtb",
    "alicloud_cen_instance": "cen",
    "alicloud_cen_transit_router": "tr",
    "alicloud_ssl_vpn_server": "vss",
    "alicloud_resource_manager_resource_group": "rg",
}


def placeholder_value(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Sample values and documentation addresses that were left in."""
    if _is(connection.name, is_unfilled):
        yield _sample(connection.name, None, "the connection would be called that")
    if _is(connection.region, is_unfilled):
        yield _sample(connection.region, None, "there is no such region")
    for side in (connection.local, connection.remote):
        for item in side.items:
            if item.range is None or is_documentation(item.range):
                yield from _subnet(side, item, settings)
    if _is(connection.gateway, is_unfilled_id):
        yield _id(connection.gateway, None, connection)
    for tunnel in connection.tunnels:
        yield from _tunnel(tunnel, connection)
    if connection.health is not None:
        for field in (connection.health.dip, connection.health.sip):
            if _is(field, is_unfilled_address) or _is(field, is_documentation_address):
                yield _sample(field, None, "no health check can reach it")
    inventory = connection.inventory
    if inventory.customer_gateways or inventory.vpn_gateways:
        yield from _gateways(connection)


def _is(field: Field, judge: Callable[[str], bool]) -> bool:
    return field.state is State.WRITTEN and isinstance(field.value, str) and judge(field.value)


def _tunnel(tunnel: Tunnel, connection: Connection) -> Iterator[Hit]:
    if _is(tunnel.customer_gateway, is_unfilled_id):
        yield _id(tunnel.customer_gateway, tunnel.number, connection)
    for field in (tunnel.phase1.local_id, tunnel.phase1.remote_id):
        if _is(field, is_unfilled_peer) or _is(field, is_documentation_address):
            yield _sample(field, tunnel.number, "phase 1 fails if an end names itself otherwise")


def _sample(field: Field, tunnel: int | None, effect: str) -> Hit:
    if is_documentation_address(field.value):
        effect = _DOCUMENTS
    message = f"{field.name} is {one_line(field.value)}, a sample value that was left in: {effect}."
    return _hit(field, tunnel, message, "Write the real value.")


def _id(field: Field, tunnel: int | None, connection: Connection) -> Hit:
    message = f"{field.name} is {one_line(field.value)}, a sample value that was left in: there is no such resource."
    native = connection.request.dialect in ("native", "request")
    other = "a template such as ${env:GATEWAY_ID}" if native else "a reference to the resource"
    return _hit(field, tunnel, message, f"Write the resource's own id, or {other}.")


def _hit(field: Field, tunnel: int | None, message: str, help_: str) -> Hit:
    return Hit(message, help_, field.span, field.pointer, related=field.related, tunnel=tunnel)


def _subnet(side: Side, item: Subnet, settings: Settings) -> Iterator[Hit]:
    effect = f": {_DOCUMENTS}"
    if item.range is None:
        effect = ""
        if is_wildcard(item.text) or not (is_unfilled(item.text) or is_unfilled_address(item.text)):
            return
    elif str(item.range) in settings.private_ranges:
        return
    text = one_line(item.text)
    message = f"{side.field.name} has {text}, a sample value that was left in{effect}."
    help_ = "Write the networks that the site really uses."
    yield Hit(message, help_, item.span, item.pointer, related=item.related, subject=text)


def _gateways(connection: Connection) -> Iterator[Hit]:
    """Addresses of the gateways that stand beside the connection."""
    yield from _inventory(connection.gateway, connection.vpn_gateway(), None)
    asked: set[str] = set()
    for tunnel in connection.tunnels:
        known = connection.customer_gateway(tunnel)
        if known is not None and known.identity not in asked:
            asked.add(known.identity)
            yield from _inventory(tunnel.customer_gateway, known, tunnel.number)


def _inventory(field: Field, known: Known | None, tunnel: int | None) -> Iterator[Hit]:
    for name, node, message in _sample_addresses(known) if known is not None else ():
        related = (Place(field.span, "the connection names it here"), *node.related)
        yield Hit(message, _REAL, node.span, field.pointer, related=related, tunnel=tunnel, subject=name)


def unused_gateway(unused: Iterable[Known], settings: Settings) -> Iterator[Hit]:
    """Addresses of gateways that no connection names."""
    for known in unused:
        for name, node, message in _sample_addresses(known):
            subject = f"{known.identity.rpartition('#')[2]} {name}"
            yield Hit(message, _REAL, node.span, related=node.related, subject=subject)


def _sample_addresses(known: Known) -> Iterator[tuple[str, Scalar, str]]:
    """Addresses of a gateway that were left in, and what is said of each."""
    for name in ("IpAddress", "InternetIp", "DisasterRecoveryInternetIp"):
        node = known.fields.get(name)
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            continue
        effect = f": {_DOCUMENTS}" if is_documentation_address(node.value) else ""
        if effect or is_unfilled_address(node.value) or is_unfilled(node.value):
            said = f"address is {one_line(node.value)}, a sample value that was left in{effect}."
            yield name, node, f"The {_KINDS.get(known.kind, 'gateway')}'s {said}"


def wrong_id_kind(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Ids of other resources than the field takes."""
    if not connection.is_attachment:
        yield from _kind("VpnGatewayId", connection.gateway, connection, None)
    for tunnel in connection.tunnels:
        yield from _kind("CustomerGatewayId", tunnel.customer_gateway, connection, tunnel.number)


def _kind(name: str, field: Field, connection: Connection, tunnel: int | None) -> Iterator[Outcome]:
    wanted = facts.ID_PREFIXES[name]
    if field.written and isinstance(field.value, str):
        if field.value.startswith(f"{wanted}-") or not field.value or is_unfilled_id(field.value):
            return
        yield _wrong(field, wanted, _strange(field.value, wanted), tunnel)
    elif field.unknown:
        found = _referred(field, connection)
        if found == "":
            yield Undecided(field)
        elif found != wanted:
            said = f"refers to {facts.OTHER_PREFIXES[found]}"
            yield _wrong(field, wanted, (said, Severity.ERROR), tunnel)


def _strange(text: str, wanted: str) -> tuple[str, Severity]:
    """What an id of another kind is, as words that follow the field, and how bad that is."""
    prefix, dash, _ = text.partition("-")
    if dash and prefix in facts.OTHER_PREFIXES and prefix != wanted:
        return f"is {one_line(text)}, the id of {facts.OTHER_PREFIXES[prefix]}", Severity.ERROR
    if dash and prefix.lower() == wanted:
        return f"is {one_line(text)}, but ids are in lower case", Severity.WARNING
    return f"is {one_line(text)}, which does not look like an id", Severity.WARNING


def _wrong(field: Field, wanted: str, strange: tuple[str, Severity], tunnel: int | None) -> Hit:
    said, severity = strange
    kind = facts.OTHER_PREFIXES[wanted]
    message = f"{field.name} {said}: the field takes {kind}, and the API finds none by this."
    hit = _hit(field, tunnel, message, f"Write the id of {kind}; it begins with {wanted}-.")
    hit.severity = severity
    return hit


def _referred(field: Field, connection: Connection) -> str:
    """The prefix of ids of the resource that a reference points at, or "" if that cannot be told."""
    node = field.node
    if not isinstance(node, Unknown) or not node.refers or node.attribute not in ("", "id"):
        return ""
    inventory, identity = connection.inventory, identity_of(field, connection.request.scope)
    for table, prefix in (
        (inventory.vpn_gateways, "vpn"),
        (inventory.customer_gateways, "cgw"),
        (inventory.vpcs, "vpc"),
    ):
        if identity in table:
            return prefix
    return _TYPES.get(node.refers.split(".", 1)[0], "")


_GATEWAY = "vpn-uf6d3ky11pf86rmjfz6jz"
_PEER = "cgw-uf605kn75f4na8b1n5cg9"

RULES: tuple[Rule, ...] = (
    Rule(
        "IPS109",
        "placeholder-value",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "-",
        summary="A sample value of some document was left in.",
        why="Ids such as vpn-bp1q8bgx4xnkxxxxxxxx or cgw-****, texts such as <name>, your-id, changeme or XX, and the "
        "addresses of 192.0.2.0/24, 198.51.100.0/24 and 203.0.113.0/24 are nobody's: the call fails, or a tunnel "
        "leads nowhere. Templates ({NAME}, ${NAME}) are no sample values; keys are judged by IPS702.",
        source="RFC 5737 (2010-01); examples of the API's pages and SDK (2019 to 2026)",
        how="Write the real value, or a template that is filled in before the request is sent.",
        bad=Example(altered(SINGLE, (_GATEWAY, "vpn-bp1q8bgx4xnkxxxxxxxx"))),
        good=Example(altered(SINGLE, (_GATEWAY, "${env:VPN_GATEWAY_ID}"))),
        configure="private-ranges",
        check=placeholder_value,
        unused=unused_gateway,
    ),
    Rule(
        "IPS110",
        "wrong-id-kind",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="An id belongs to another kind of resource than the field takes.",
        why="Ids begin with the kind of their resource: vpn- for VPN gateways, cgw- for customer gateways. The API "
        "looks the id up among resources of the right kind and does not find it. An id that begins with no known "
        "prefix is a warning.",
        source="CreateVpnConnection, Vpc API 2016-04-28 (SDK 7.2.2, 2026-09-15); errors "
        "InvalidVpnGatewayInstanceId.NotFound and InvalidCustomerGatewayInstanceId.NotFound",
        how="Write the id of the VPN gateway or customer gateway that is meant.",
        bad=Example(altered(SINGLE, (_PEER, _GATEWAY))),
        good=Example(SINGLE),
        check=wrong_id_kind,
    ),
)
