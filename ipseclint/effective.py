"""Effective values: a request tree becomes a Connection, with what is left out filled in and marked."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as AnyMapping
from typing import Any

from ipseclint import facts
from ipseclint.dialects.tree import Request, Sent
from ipseclint.model import (
    Bgp,
    Connection,
    Field,
    HealthCheck,
    Inventory,
    Phase1,
    Phase2,
    State,
    Tunnel,
)
from ipseclint.node import Mapping, Node, Scalar, Sequence, Unknown, is_null
from ipseclint.secret import Secret
from ipseclint.sides import side
from ipseclint.span import Span

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
# Texts that are a number in one version of YAML and not, or another one, in the next: not the plain decimal ones.
_LOOSE_INTEGER = re.compile(r"(?!-?[1-9][0-9]*\Z)[-+]?(?:[0-9_:]+|0[xob][0-9a-fA-F_]+)\Z")
_BOOLEANS = {"true": True, "false": False}


def connection(request: Request, inventory: Inventory) -> Connection:
    """The connection that a request plans. Never raises; what cannot be read is INVALID or UNKNOWN."""
    body = request.body
    top = _Block(request, body, request.span, "", "")
    dual = not is_null(body.get("TunnelOptionsSpecification"))
    return Connection(
        request=request,
        inventory=inventory,
        name=top.field("Name"),
        region=top.field("RegionId"),
        gateway=top.field("VpnGatewayId"),
        local=side(top.field("LocalSubnet")),
        remote=side(top.field("RemoteSubnet")),
        dual=dual,
        bgp_enabled=_bgp_enabled(top, dual),
        health=_health(top),
        tunnels=_tunnels(top, request) if dual else (_tunnel(top, None),),
        tunnel_list=top.field("TunnelOptionsSpecification"),
    )


class _Block:
    """A mapping of the request, present or not, that fields are taken from.

    `span` is where a field left out is told: the key that opens the block."""

    __slots__ = ("defaults", "entries", "pattern", "place", "pointer", "present", "request", "span", "stand_in")

    def __init__(self, request: Request, node: Node | None, span: Span, pointer: str, pattern: str) -> None:
        self.request = request
        self.present = not is_null(node)
        self.entries = node.entries if isinstance(node, Mapping) else {}
        # What stands where the mapping should: an expression, or a value of a wrong type.
        self.stand_in = node if self.present and not isinstance(node, Mapping) else None
        self.span = span
        self.pointer = pointer
        self.pattern = pattern
        self.place = pattern.rstrip("/*").rsplit("/", 1)[-1]
        tunnel = request.kind == "attachment" and "TunnelOptionsSpecification" in pattern
        self.defaults: AnyMapping[str, Any] = facts.ATTACHMENT_TUNNEL_DEFAULTS if tunnel else facts.DEFAULTS

    def block(self, name: str) -> _Block:
        """The block below this one; when it is left out, its fields are told where this one is."""
        entry = self.entries.get(name)
        node = entry.value if entry is not None else self.stand_in
        span = entry.key_span if entry is not None and not is_null(entry.value) else self.span
        return _Block(self.request, node, span, f"{self.pointer}/{name}", f"{self.pattern}{name}/")

    def field(self, name: str) -> Field:
        pointer = f"{self.pointer}/{name}"
        entry = self.entries.get(name)
        if entry is not None and not is_null(entry.value):
            return _written(entry.key or self._said(name), name, pointer, entry.value, entry.key_span)
        said, node = self._said(name), self.stand_in
        if node is not None:
            state = State.UNKNOWN if isinstance(node, Unknown) else State.INVALID
            return Field(said, pointer, node.span, state, None, node)
        return self._left_out(said, name, pointer)

    def _said(self, name: str) -> str:
        return self.request.spell(name, self.place)

    def _left_out(self, said: str, name: str, pointer: str) -> Field:
        sent: Sent | None = self.request.sent.get(f"{self.pattern}{name}") if self.present else None
        if sent is not None:
            return Field(said, pointer, self.span, State.DEFAULTED, sent.value, why=sent.why)
        value = self.defaults.get(name)
        state = State.DEFAULTED if value is not None else State.ABSENT
        return Field(said, pointer, self.span, state, value)


def _written(said: str, name: str, pointer: str, node: Node, key_span: Span) -> Field:
    said = said.rsplit(".", 1)[-1]
    if isinstance(node, Scalar):
        value, state = _TYPES.get(name, _text)(node)
        return Field(said, pointer, node.span, state, value, node, key_span)
    state = State.UNKNOWN if isinstance(node, Unknown) else State.INVALID
    return Field(said, pointer, node.span, state, None, node, key_span)


def _boolean(scalar: Scalar) -> tuple[Any, State]:
    value = scalar.value
    known = value if isinstance(value, bool) else _BOOLEANS.get(str(value).lower())
    return (known, State.WRITTEN) if known is not None else (None, State.INVALID)


def _number_as_written(scalar: Scalar) -> tuple[Any, State]:
    """An AS number, which its rules read."""
    return (scalar.value, State.WRITTEN) if not isinstance(scalar.value, bool) else (None, State.INVALID)


def _version(scalar: Scalar) -> tuple[Any, State]:
    value, state = _text(scalar)
    return facts.OUTDATED_VERSIONS.get(value, value), state


def _text(scalar: Scalar) -> tuple[Any, State]:
    value = scalar.value
    if isinstance(value, bool):
        return scalar.span.text if scalar.style == "plain" else scalar.text, State.WRITTEN
    if isinstance(value, (Secret, str)):
        return value, State.WRITTEN
    return scalar.text, State.WRITTEN


def integer(scalar: Scalar) -> tuple[Any, State]:
    """A number as its field has it; UNKNOWN where versions of YAML differ in what it is."""
    value = scalar.value
    if isinstance(value, bool):
        return None, State.INVALID
    if isinstance(value, int):
        return value, State.WRITTEN
    text = str(value)
    if _INTEGER.match(text):
        return int(text), State.WRITTEN
    if isinstance(value, float) and value.is_integer():
        return int(value), State.WRITTEN
    if scalar.style == "plain" and _LOOSE_INTEGER.match(text):
        return None, State.UNKNOWN  # what YAML makes of it depends on its version: IPS005 says so
    return text, State.WRITTEN


# How the value of a scalar is read, by its field; all others are texts.
_TYPES: dict[str, Callable[[Scalar], tuple[Any, State]]] = {
    **dict.fromkeys(facts.BOOLEAN_FIELDS, _boolean),
    **dict.fromkeys(facts.INTEGER_FIELDS, integer),
    "LocalAsn": _number_as_written,
    "IkeVersion": _version,
}


def _bgp_enabled(top: _Block, dual: bool) -> Field:
    if dual:
        return top.field("EnableTunnelsBgp")
    return top.block("BgpConfig").field("EnableBgp")


def _health(top: _Block) -> HealthCheck | None:
    block = top.block("HealthCheckConfig")
    if not block.present:
        return None
    fields = {name: block.field(name) for name in facts.HEALTH_FIELDS}
    return HealthCheck(block.span, block.pointer, **fields)


def _tunnels(top: _Block, request: Request) -> tuple[Tunnel, ...]:
    entry = request.body.entries["TunnelOptionsSpecification"]
    value = entry.value
    if not isinstance(value, Sequence):
        return ()
    made = []
    for number, item in enumerate(value.items):
        pointer = f"/TunnelOptionsSpecification/{number}"
        span = opening(item)
        made.append(_tunnel(_Block(request, item, span, pointer, "TunnelOptionsSpecification/*/"), number))
    return tuple(made)


def opening(item: Node) -> Span:
    """Where a tunnel begins: its first key, or the item itself."""
    if isinstance(item, Mapping) and item.entries and item.span.text[:1] not in ("{", ""):
        first = next(iter(item.entries.values()))
        if first.key_span.source is item.span.source and first.key_span.start <= item.span.start:
            return first.key_span
    return item.span


def _tunnel(block: _Block, number: int | None) -> Tunnel:
    prefix = "" if number is None else "Tunnel"
    phase1 = _phase1(block.block(f"{prefix}IkeConfig"))
    phase2 = _phase2(block.block(f"{prefix}IpsecConfig"))
    tunnel = Tunnel(
        number=number,
        span=block.span,
        pointer=block.pointer,
        role=block.field("Role"),
        index=block.field("TunnelIndex"),
        customer_gateway=block.field("CustomerGatewayId"),
        dpd=block.field("EnableDpd"),
        nat_traversal=block.field("EnableNatTraversal"),
        certificate=block.field("RemoteCaCertificate"),
        phase1=phase1,
        phase2=phase2,
        bgp=_bgp(block.block(f"{prefix}BgpConfig")),
    )
    if tunnel.is_sm:
        _fill_sm(tunnel)
    return tunnel


def _fill_sm(tunnel: Tunnel) -> None:
    """On an SM gateway the ciphers left out are SM ciphers too."""
    phase1, phase2 = tunnel.phase1, tunnel.phase2
    for field in (phase1.encryption, phase1.integrity, phase2.encryption, phase2.integrity):
        if field.defaulted:
            field.value = facts.SM_DEFAULTS[field.pointer.rsplit("/", 1)[-1]]


def _phase1(block: _Block) -> Phase1:
    return Phase1(
        span=block.span,
        version=block.field("IkeVersion"),
        mode=block.field("IkeMode"),
        encryption=block.field("IkeEncAlg"),
        integrity=block.field("IkeAuthAlg"),
        group=block.field("IkePfs"),
        lifetime=block.field("IkeLifetime"),
        psk=block.field("Psk"),
        local_id=block.field("LocalId"),
        remote_id=block.field("RemoteId"),
    )


def _phase2(block: _Block) -> Phase2:
    return Phase2(
        span=block.span,
        encryption=block.field("IpsecEncAlg"),
        integrity=block.field("IpsecAuthAlg"),
        pfs=block.field("IpsecPfs"),
        lifetime=block.field("IpsecLifetime"),
    )


def _bgp(block: _Block) -> Bgp:
    return Bgp(
        span=block.span,
        given=block.present,
        local_asn=block.field("LocalAsn"),
        tunnel_cidr=block.field("TunnelCidr"),
        local_ip=block.field("LocalBgpIp"),
    )
