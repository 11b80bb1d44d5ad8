"""Peering: a connection must lead somewhere else (IPS304)."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint.dialects.tree import Known
from ipseclint.finding import Severity
from ipseclint.model import Connection, identity_of
from ipseclint.node import Node, Place, Scalar, Unknown
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings

_ADDRESSES = ("InternetIp", "DisasterRecoveryInternetIp")
_ATTRIBUTES = frozenset(("internetip", "disasterrecoveryinternetip"))


def self_peering(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """The customer gateway's address is that of the connection's own gateway."""
    if not connection.inventory.customer_gateways:
        return
    own = connection.vpn_gateway()
    identity = identity_of(connection.gateway, connection.request.scope)
    for tunnel in connection.tunnels:
        peer = connection.customer_gateway(tunnel)
        address = peer.fields.get("IpAddress") if peer is not None else None
        if address is None or not _is_own(address, own, identity, connection.request.scope):
            continue
        gateway = tunnel.customer_gateway
        yield Hit(
            f"The customer gateway{tunnel.label} has the address of the connection's own VPN gateway: the tunnel "
            "would lead back to where it begins.",
            "Give the customer gateway the public address of the device on the other side.",
            gateway.span,
            gateway.pointer,
            related=(Place(address.span, "the gateway's own address is given here"),),
            tunnel=tunnel.number,
        )


def _is_own(address: Node, own: Known | None, identity: str, scope: str) -> bool:
    if isinstance(address, Unknown):
        attribute = address.attribute.replace("_", "").lower()
        return bool(address.refers) and f"{scope}{address.refers}" == identity and attribute in _ATTRIBUTES
    if own is None or not isinstance(address, Scalar) or not address.text:
        return False
    known = [own.fields.get(name) for name in _ADDRESSES]
    return any(isinstance(node, Scalar) and node.text == address.text for node in known)


_EXAMPLE = """\
connections:
  - Name: hq-to-branch
    VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
    CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9
    LocalSubnet: 10.20.0.0/16
    RemoteSubnet: 172.20.0.0/16
    IkeConfig: {{Psk: "${{env:VPN_PSK}}", IkeVersion: ikev2, IkeAuthAlg: sha256, IkePfs: group14}}
    IpsecConfig: {{IpsecAuthAlg: sha256, IpsecPfs: group14, IpsecLifetime: 28800}}
vpn_gateways:
  - {{VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz, InternetIp: 47.103.20.5}}
customer_gateways:
  - {{CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9, IpAddress: {address}}}
"""

RULES: tuple[Rule, ...] = (
    Rule(
        "IPS304",
        "self-peering",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="The customer gateway is the connection's own VPN gateway.",
        why="The gateway would negotiate with itself; no tunnel comes up. It happens when an address is copied from "
        "the wrong resource.",
        source="CreateCustomerGateway, field IpAddress (the address of the on-premises device), 2026-09-15",
        how="Give the customer gateway the address of the peer.",
        bad=Example(_EXAMPLE.format(address="47.103.20.5")),
        good=Example(_EXAMPLE.format(address="121.40.63.18")),
        check=self_peering,
    ),
)
