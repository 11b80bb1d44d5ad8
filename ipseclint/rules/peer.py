"""The customer gateway's address: whether identities agree with it, and whether it can be reached (IPS709, IPS711)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ipseclint.address import Range, cidr, parse_address
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, State, Tunnel
from ipseclint.node import Node, Place, Scalar, Unknown
from ipseclint.rules.family import unless_sm
from ipseclint.rules.keys import at_use, same_value, told
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings, Undecided
from ipseclint.rules.samples import SINGLE
from ipseclint.rules.spot import one_line

# Ranges that no packet from a public gateway reaches, and what they are (IANA special-purpose registry, 2024).
_UNREACHABLE: tuple[tuple[Range, str], ...] = (
    (cidr("10.0.0.0/8"), "a private address"),
    (cidr("172.16.0.0/12"), "a private address"),
    (cidr("192.168.0.0/16"), "a private address"),
    (cidr("100.64.0.0/10"), "shared address space, behind a carrier's NAT or of the platform itself"),
    (cidr("169.254.0.0/16"), "a link-local address"),
    (cidr("127.0.0.0/8"), "a loopback address"),
    (cidr("224.0.0.0/4"), "a multicast address"),
    (cidr("240.0.0.0/4"), "a reserved address"),
    (cidr("0.0.0.0/8"), "no host's address"),
)


class _Address(NamedTuple):
    """The address of a customer gateway, and the node that says it."""

    value: int
    node: Scalar


def id_not_peer_address(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel in connection.tunnels:
        local, remote = tunnel.phase1.local_id, tunnel.phase1.remote_id
        if (local.absent and remote.absent) or tunnel.is_sm:
            continue
        hits = list(_disagreeing(connection, tunnel))
        for hit in hits:
            yield from unless_sm(connection, tunnel, hit)
        doubt = None if hits else _doubt(connection, tunnel)
        if doubt is not None:
            yield Undecided(doubt)


def unreachable_customer_gateway(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    seen: set[int] = set()
    for tunnel in connection.tunnels:
        known = connection.customer_gateway(tunnel)
        if known is None or id(known) in seen:
            continue
        seen.add(id(known))
        node = known.fields.get("IpAddress")
        if isinstance(node, Unknown):
            yield Undecided(_unknown(tunnel, "IpAddress", node))
        address = _address(node)
        what = _unreachable(address.value) if address is not None else ""
        if address is None or not what:
            continue
        network = _network_type(connection)
        if isinstance(network, Unknown):
            yield Undecided(_unknown(tunnel, "NetworkType", network))
        elif not isinstance(network, Scalar) or network.text.lower() != "private":
            yield _cannot_be_reached(tunnel, address, what)


def _disagreeing(connection: Connection, tunnel: Tunnel) -> Iterator[Hit]:
    local, remote = tunnel.phase1.local_id, tunnel.phase1.remote_id
    peer = _peer_address(connection, tunnel)
    if peer is not None and remote.written:
        found = parse_address(str(remote.value))
        if found is not None and found != peer.value:
            yield _elsewhere(tunnel, remote, peer)
    if peer is not None and local.written and parse_address(str(local.value)) == peer.value:
        yield _peers_own(tunnel, local, peer)
    elif local.node is not remote.node and same_value(local, remote):  # not a block that is unknown as a whole
        yield _one_for_both(tunnel, local, remote)


def _elsewhere(tunnel: Tunnel, remote: Field, peer: _Address) -> Hit:
    message = (
        f"{remote.name}{tunnel.label} is {remote.value}, but the customer gateway's address is {peer.node.text}: phase "
        "1 fails unless the device behind it is set to identify itself so."
    )
    help_ = f"Write {peer.node.text}, or leave {remote.name} out: the customer gateway's address is the default."
    return _with_address(told(remote, tunnel, message, help_, "another address"), peer)


def _peers_own(tunnel: Tunnel, local: Field, peer: _Address) -> Hit:
    message = (
        f"{local.name}{tunnel.label} is {local.value}, the customer gateway's address: the gateway then identifies "
        "itself as its own peer, and phase 1 fails."
    )
    help_ = f"Write the gateway's own address, or leave {local.name} out: that is the default."
    return _with_address(told(local, tunnel, message, help_, "the peer's address"), peer)


def _with_address(hit: Hit, peer: _Address) -> Hit:
    hit = at_use(hit)
    others = tuple(place for place in hit.related if place.span is not peer.node.span)
    hit.related = (*others, Place(peer.node.span, "the customer gateway's address"))
    return hit


def _one_for_both(tunnel: Tunnel, local: Field, remote: Field) -> Hit:
    shown = local.expression if local.unknown else one_line(str(local.value))
    message = (
        f"{local.name} and {remote.name}{tunnel.label} are both {shown}: the two ends of a tunnel have two identities, "
        "and with one for both phase 1 fails."
    )
    help_ = f"Let {local.name} name the gateway and {remote.name} the customer gateway, or leave both out."
    hit = at_use(told(local, tunnel, message, help_, "both the same"))
    hit.related = (*hit.related, Place(remote.span, f"{remote.name} is the same"))
    return hit


def _doubt(connection: Connection, tunnel: Tunnel) -> Field | None:
    """The value that leaves it open whether identities and address agree."""
    local, remote = tunnel.phase1.local_id, tunnel.phase1.remote_id
    known = connection.customer_gateway(tunnel)
    node = known.fields.get("IpAddress") if known is not None else None
    is_address = any(one.written and parse_address(str(one.value)) is not None for one in (local, remote))
    if isinstance(node, Unknown) and is_address:
        return _unknown(tunnel, "IpAddress", node)
    others = {local.pointer: remote, remote.pointer: local}
    if remote.unknown and isinstance(node, Unknown) and remote.expression == node.expression:
        return None
    for field in (remote, local):
        refers = isinstance(field.node, Unknown) and bool(field.node.refers)
        if field.unknown and not refers and (isinstance(node, Scalar) or others[field.pointer].written):
            return field
    return None


def _cannot_be_reached(tunnel: Tunnel, address: _Address, what: str) -> Hit:
    field, node = tunnel.customer_gateway, address.node
    message = (
        f"{node.text}, the customer gateway's address, is {what}: a public VPN gateway cannot reach it, so that no "
        "tunnel comes up."
    )
    help_ = "Write the public address of the device, or of the NAT in front of it."
    related = (*node.related, Place(field.span, f"{field.name}{tunnel.label} names it"))
    return Hit(message, help_, node.span, field.pointer, related=related, tunnel=tunnel.number, subject=node.text)


def _unreachable(address: int) -> str:
    return next((what for found, what in _UNREACHABLE if found.first <= address <= found.last), "")


def _network_type(connection: Connection) -> Node | None:
    """What says whether the gateway is public: an attachment itself, or the VPN gateway. Public is the default."""
    if connection.is_attachment:
        return connection.request.body.get("NetworkType")
    gateway = connection.vpn_gateway()
    return gateway.fields.get("NetworkType") if gateway is not None else None


def _peer_address(connection: Connection, tunnel: Tunnel) -> _Address | None:
    known = connection.customer_gateway(tunnel)
    return _address(known.fields.get("IpAddress")) if known is not None else None


def _address(node: Node | None) -> _Address | None:
    value = parse_address(node.text) if isinstance(node, Scalar) else None
    return _Address(value, node) if value is not None and isinstance(node, Scalar) else None


def _unknown(tunnel: Tunnel, name: str, node: Unknown) -> Field:
    return Field(name, tunnel.customer_gateway.pointer, node.span, State.UNKNOWN, None, node)


def _document(address: str, remote_id: str) -> Example:
    """A document with one connection and its customer gateway."""
    connection = SINGLE.replace("IkeVersion: ikev2", f"IkeVersion: ikev2, RemoteId: {remote_id}")
    lines = "".join(f"    {line}" for line in connection.splitlines(keepends=True)).strip()
    inventory = f"customer_gateways:\n  - CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9\n    IpAddress: {address}\n"
    return Example(f"{inventory}connections:\n  - {lines}\n")


_GOOD = _document("47.100.20.7", "47.100.20.7")

RULES: tuple[Rule, ...] = (
    Rule(
        "IPS709",
        "id-not-peer-address",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "-",
        summary="LocalId and RemoteId do not fit the customer gateway's address, or are the same.",
        why="A peer identifies itself by its address unless it is told otherwise, and phase 1 fails when the identity "
        "is not the one expected. A RemoteId that is another address is right only for a device behind NAT that "
        "sends its inner address. LocalId with the peer's address, or both ids the same, is a mix-up of the two "
        "ends, seen in published examples too.",
        source="CreateVpnConnection, fields LocalId and RemoteId (SDK 7.2.2, 2026-09-15); public Terraform files, "
        "2026-11",
        how="Leave both out to go by addresses, or set each to what its end really sends.",
        bad=_document("47.100.20.7", "47.100.20.9"),
        good=_GOOD,
        check=id_not_peer_address,
    ),
    Rule(
        "IPS711",
        "unreachable-customer-gateway",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="The customer gateway's address cannot be reached by a public VPN gateway.",
        why="A public gateway sends to public addresses. A device behind NAT has to be entered by the address of the "
        "NAT, not by its own, or no packet arrives. Gateways of the private network type take private addresses.",
        source="CreateCustomerGateway, field IpAddress (SDK 7.2.2, 2026-09-15): public addresses for public "
        "connections; IANA special-purpose address registry",
        how="Write the public address of the device, or of the NAT in front of it.",
        bad=_document("192.168.10.1", "branch-nine.example"),
        good=_GOOD,
        check=unreachable_customer_gateway,
    ),
)
