"""The model: a request tree becomes a Connection with its tunnels and effective values."""

from __future__ import annotations

import enum
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ipseclint import facts
from ipseclint.address import Range
from ipseclint.dialects.tree import Known, Request
from ipseclint.node import Node, Place, Scalar, Unknown
from ipseclint.secret import Secret
from ipseclint.span import Span


class State(enum.Enum):
    """How a field's value is known."""

    WRITTEN = "written"  # it stands in the text
    DEFAULTED = "defaulted"  # left out: the service, or the tool that sends the request, fills it in
    UNKNOWN = "unknown"  # an expression that cannot be known here
    ABSENT = "absent"  # left out, and nothing is filled in
    INVALID = "invalid"  # written, but of a wrong type: the schema has said so


@dataclass(slots=True, eq=False)
class Field:
    """One field of a request, with its effective value.

    - `value`: str, int, bool or Secret; None when `state` is UNKNOWN, ABSENT or INVALID.
    - `span`: the value's place; for a field left out, the key that opens the block that left it out.
    - `name`: the field as the user spells it, for messages.
    - `why`: for a value that a tool fills in, what the tool does.
    """

    name: str
    pointer: str
    span: Span
    state: State
    value: Any = None
    node: Node | None = None
    key_span: Span | None = None
    why: str = ""

    @property
    def known(self) -> bool:
        """Whether there is an effective value, written or filled in."""
        return self.state is State.WRITTEN or self.state is State.DEFAULTED

    @property
    def written(self) -> bool:
        return self.state is State.WRITTEN

    @property
    def defaulted(self) -> bool:
        return self.state is State.DEFAULTED

    @property
    def unknown(self) -> bool:
        return self.state is State.UNKNOWN

    @property
    def absent(self) -> bool:
        return self.state is State.ABSENT

    @property
    def related(self) -> tuple[Place, ...]:
        """Places that the value came through (an anchor, a variable's use)."""
        return self.node.related if self.node is not None else ()

    @property
    def expression(self) -> str:
        return self.node.expression if isinstance(self.node, Unknown) else ""

    def said(self) -> str:
        """The value as a message calls it: `md5`, or `md5 (the default)`."""
        if self.defaulted:
            return f"{self._word()} ({self.why or 'the default, because nothing is set'})"
        return self._word()

    def _word(self) -> str:
        return str(self.value).lower() if isinstance(self.value, bool) else str(self.value)


@dataclass(slots=True, eq=False)
class Subnet:
    """One CIDR of a side. `range` is its network, None when the text is no CIDR; `host_bits` tells that the
    text's address is not the network's."""

    text: str
    pointer: str
    span: Span
    range: Range | None
    host_bits: bool = False
    related: tuple[Place, ...] = ()
    index: int = 0


@dataclass(slots=True, eq=False)
class Side:
    """LocalSubnet or RemoteSubnet: its CIDRs in order. `complete` is false when an item is unknown;
    `is_list` tells a list from a comma string."""

    field: Field
    items: tuple[Subnet, ...] = ()
    unknown: tuple[Field, ...] = ()
    is_list: bool = False

    @property
    def complete(self) -> bool:
        return not self.unknown and not self.field.unknown

    @property
    def ranges(self) -> list[Subnet]:
        """The items that are CIDRs."""
        return [item for item in self.items if item.range is not None]

    @property
    def doubts(self) -> Iterator[Field]:
        """The fields that leave this side open."""
        if self.field.unknown:
            yield self.field
        yield from self.unknown


@dataclass(slots=True, eq=False)
class Phase1:
    """IKE SA parameters. `span` is the key of the block, or what stands for it."""

    span: Span
    version: Field
    mode: Field
    encryption: Field
    integrity: Field
    group: Field
    lifetime: Field
    psk: Field
    local_id: Field
    remote_id: Field


@dataclass(slots=True, eq=False)
class Phase2:
    """Child SA parameters."""

    span: Span
    encryption: Field
    integrity: Field
    pfs: Field
    lifetime: Field


@dataclass(slots=True, eq=False)
class Bgp:
    """BGP of one tunnel. `given` tells whether its block is written."""

    span: Span
    given: bool
    local_asn: Field
    tunnel_cidr: Field
    local_ip: Field


@dataclass(slots=True, eq=False)
class HealthCheck:
    span: Span
    pointer: str
    enable: Field
    dip: Field
    sip: Field
    interval: Field
    retry: Field


@dataclass(slots=True, eq=False)
class Tunnel:
    """One tunnel: the only one of a single-tunnel connection (`number` None) or one of the two (0, 1)."""

    number: int | None
    span: Span
    pointer: str
    role: Field
    index: Field
    customer_gateway: Field
    dpd: Field
    nat_traversal: Field
    certificate: Field
    phase1: Phase1
    phase2: Phase2
    bgp: Bgp

    @property
    def is_sm(self) -> bool:
        """Whether any cipher or hash is of the SM family (a NationalStandard gateway)."""
        fields = (
            self.phase1.encryption,
            self.phase1.integrity,
            self.phase2.encryption,
            self.phase2.integrity,
        )
        return any(f.value in (facts.SM_ENCRYPTION, facts.SM_INTEGRITY) for f in fields)

    @property
    def label(self) -> str:
        """What messages put behind a statement: nothing, or which tunnel."""
        return "" if self.number is None else f" of tunnel {self.number + 1}"


@dataclass(slots=True, eq=False)
class Inventory:
    """Resources known beside the connections, by identity (an id or an address within its scope)."""

    vpn_gateways: dict[str, Known] = field(default_factory=dict)
    customer_gateways: dict[str, Known] = field(default_factory=dict)
    vpcs: dict[str, Known] = field(default_factory=dict)

    def add(self, known: Known) -> None:
        """Take a resource in. Of one that is there already, only what is new about it counts."""
        table = {
            "vpn_gateway": self.vpn_gateways,
            "customer_gateway": self.customer_gateways,
            "vpc": self.vpcs,
        }
        resources = table[known.kind]
        before = resources.get(known.identity)
        if before is not None:
            known = replace(before, fields={**known.fields, **before.fields})
        resources[known.identity] = known


@dataclass(slots=True, eq=False)
class Connection:
    """One planned connection with effective values. `dual` tells a dual-tunnel one."""

    request: Request
    inventory: Inventory
    name: Field
    region: Field
    gateway: Field
    local: Side
    remote: Side
    dual: bool
    bgp_enabled: Field
    health: HealthCheck | None
    tunnels: tuple[Tunnel, ...]
    tunnel_list: Field

    @property
    def span(self) -> Span:
        return self.request.span

    @property
    def label(self) -> str:
        """The connection's name, else its address in the file."""
        if self.name.written and not isinstance(self.name.value, Secret):
            return str(self.name.value)
        return self.request.address

    @property
    def is_attachment(self) -> bool:
        return self.request.kind == "attachment"

    def customer_gateway(self, tunnel: Tunnel) -> Known | None:
        """The customer gateway of a tunnel, when its address is known in the same input."""
        identity = identity_of(tunnel.customer_gateway, self.request.scope)
        return self.inventory.customer_gateways.get(identity) if identity else None

    def vpn_gateway(self) -> Known | None:
        identity = identity_of(self.gateway, self.request.scope)
        return self.inventory.vpn_gateways.get(identity) if identity else None


def identity_of(item: Field, scope: str = "") -> str:
    """What a gateway field names: an id, a resource's address within its scope, or "" when unknown."""
    if item.written:
        return str(item.value)
    if isinstance(item.node, Unknown) and item.node.refers:
        return f"{scope}{item.node.refers}" if item.node.attribute in ("", "id") else ""
    return ""


def node_identity(node: Node | None, scope: str) -> str:
    """What an id or address given as a node names: its text, or the resource it refers to."""
    if isinstance(node, Scalar) and node.value is not None:
        return sys.intern(node.text)
    if isinstance(node, Unknown) and node.refers:
        return sys.intern(f"{scope}{node.refers}")
    return ""
