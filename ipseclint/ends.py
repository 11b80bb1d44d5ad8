"""Ends: the outer addresses of a tunnel, as far as they are known in the input."""

from __future__ import annotations

from ipseclint.model import Connection, Tunnel, identity_of, node_identity
from ipseclint.node import Node, Unknown

# The addresses that a tunnel has here, and the peer's.
End = tuple[frozenset[str], str]


def end_of(connection: Connection, tunnel: Tunnel, scope: str) -> End | None:
    """The outer addresses of a tunnel: its own (as text, or as the gateway's attribute), and the peer's."""
    peer = connection.customer_gateway(tunnel)
    if peer is None:
        return None
    address = _address(peer.fields.get("IpAddress"), scope)
    is_second = tunnel.role.value == "slave" if tunnel.role.written else tunnel.number == 1
    name = "DisasterRecoveryInternetIp" if is_second else "InternetIp"
    own = set()
    identity = identity_of(connection.gateway, scope)
    if identity:
        own.add(f"{identity}.{name.lower()}")
    gateway = connection.vpn_gateway()
    if gateway is not None:
        own.add(_address(gateway.fields.get(name), scope))
    own.discard("")
    return (frozenset(own), address) if address and own else None


def _address(node: Node | None, scope: str) -> str:
    """An address given as a node: its text, or the resource's attribute it refers to."""
    if isinstance(node, Unknown) and node.refers:
        return f"{scope}{node.refers}.{node.attribute.replace('_', '').lower()}"
    return node_identity(node, scope)
