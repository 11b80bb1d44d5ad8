"""Request trees: what every dialect makes of its own spelling, in the API's names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ipseclint import node
from ipseclint.note import Note
from ipseclint.span import Span

__all__ = ["Kind", "Known", "Misplaced", "Note", "Reading", "Request", "Resource", "Sent"]

Kind = Literal["connection", "attachment"]
Resource = Literal["vpn_gateway", "customer_gateway", "vpc"]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a tool sends for a field that its block leaves out, and why, in words that follow the value
    ("because the provider sends false for it")."""

    value: str | int | bool
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """A resource beside the connections: a VPN gateway, customer gateway or VPC.

    `fields` are API names (IpAddress, Asn, CidrBlock, VpcId, InternetIp, ...) to nodes."""

    kind: Resource
    identity: str
    fields: Mapping[str, node.Node]
    span: Span


@dataclass(slots=True, eq=False)
class Misplaced:
    """A key that is not one of the API's at its place: `pointer` of the mapping it stands in, the key as
    written, the API field meant (if one is near enough), and words about where it belongs."""

    pointer: str
    key: str
    key_span: Span
    meant: str = ""
    advice: str = ""


@dataclass(slots=True, eq=False)
class Request:
    """One planned connection as a tree of API names.

    - `body`: the request tree; keys are API names, entries keep the key as the user wrote it.
    - `span`: the connection's first line (its name, block header or first key).
    - `address`: how the dialect calls it (`alicloud_vpn_connection.hq`), or "".
    - `spell`: API field name and its parent's name -> the dialect's own spelling, for messages.
    - `sent`: pointer pattern ("TunnelOptionsSpecification/*/EnableDpd") -> what the tool sends when the
      block exists and leaves the field out. Others take the API's defaults.
    - `scope`: identities (`alicloud_vpn_gateway.main`) are the same only within one scope.
    - `empty`: empty texts that the tool takes for fields left out, by their pointers.
    - `passing`: references that stand for one value within this request alone.
    """

    dialect: str
    body: node.Mapping
    span: Span
    kind: Kind = "connection"
    address: str = ""
    spell: Callable[[str, str], str] = lambda name, parent: name
    sent: Mapping[str, Sent] = field(default_factory=dict)
    misplaced: list[Misplaced] = field(default_factory=list)
    holds_keys: bool = False
    scope: str = ""
    notes: list[Note] = field(default_factory=list)
    empty: dict[str, node.Scalar] = field(default_factory=dict)
    passing: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Reading:
    """What one file (or module) holds: connections, resources beside them, and findings of the reading."""

    requests: list[Request] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
