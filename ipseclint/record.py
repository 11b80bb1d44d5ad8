"""Records: what the rules over all connections need of each, small enough for a million of them.

A record holds what is compared; the places to point at are its details, kept packed until a pair of records
is told. Neither holds a node, a source or a secret: places are marks, keys are digests."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from ipseclint.address import network, parse_cidr
from ipseclint.details import Plain
from ipseclint.dialects.tree import Request
from ipseclint.ends import End as End
from ipseclint.ends import end_of
from ipseclint.model import Connection, Field, Side, State, Subnet, Tunnel, identity_of, node_identity
from ipseclint.node import Unknown
from ipseclint.secret import Secret
from ipseclint.span import Span, outermost
from ipseclint.unfilled import is_unfilled_id

T = TypeVar("T")

# Expressions that stand for one value wherever they are written within a scope.
_ONE_VALUE = re.compile(r"\$?\{[\w.:\-/]+\}|\$\w+|(?:var|local)\.\w+|random_\w+\.\w+\.\w+|!?Ref:? ?\w+")
_EVERYWHERE = re.compile(r"\$?\{(?:env|file):")


class Resource(NamedTuple):
    """A connection as Terraform knows it: its address within a scope, in a module (`terraform`) or a plan (`plan`)."""

    dialect: str
    scope: str
    address: str


@dataclass(slots=True, eq=False)
class Record:
    """What is compared of one connection.

    - `gateway`, `peers`, `vpc`: identities (ids, or resources within their scope), "" when not known. One that
      is only a reference (`var.gateway`) or a sample value (`vpn-xxxx`) begins with `?`: equal ones are one thing,
      unlike ones may be.
    - `local`, `remote`: ranges as `first << 32 | last`, in the order of the text.
    - `psks`: for each tunnel a digest of its key, or the reference that stands for it, or b"".
    - `bgp`: for each tunnel its TunnelCidr as a range, or -1.
    - `phase1`: a digest of the phase-1 parameters of each tunnel.
    - `ends`: for each tunnel its two outer addresses where both are known.
    - `resource`: what it is in a Terraform module or a plan.
    """

    unit: int
    number: int
    gateway: str
    vpc: str
    region: str
    name: str
    peers: tuple[str, ...]
    local: tuple[int, ...]
    remote: tuple[int, ...]
    complete: bool
    watched: bool | None
    psks: tuple[bytes, ...]
    bgp: tuple[int, ...]
    phase1: tuple[bytes, ...]
    ends: tuple[End | None, ...]
    attachment: bool
    resource: Resource | None = None


def record(connection: Connection, unit: int, number: int, key: bytes) -> tuple[Record, Plain]:
    """The record of a connection, and its details. `number` counts the connections of a unit; `key` is the
    run's, so that digests of secrets mean nothing outside it."""
    scope = connection.request.scope
    tunnels = connection.tunnels
    details = _details(connection)
    made = Record(
        unit=unit,
        number=number,
        gateway=sys.intern(_identity(connection.gateway, connection)),
        vpc=_vpc(connection, scope),
        region=_text(connection.region),
        name=_text(connection.name),
        peers=tuple(sys.intern(_identity(tunnel.customer_gateway, connection)) for tunnel in tunnels),
        local=_shared(_ranges(connection.local)),
        remote=_ranges(connection.remote),
        complete=connection.local.complete and connection.remote.complete,
        watched=_watched(connection),
        psks=tuple(_psk(tunnel.phase1.psk, connection, key) for tunnel in tunnels),
        bgp=_shared(tuple(_bgp(connection, tunnel) for tunnel in tunnels)),
        phase1=_shared(tuple(_digest(tunnel) for tunnel in details[-2])),
        ends=_shared(tuple(end_of(connection, tunnel, scope) for tunnel in tunnels)),
        attachment=connection.is_attachment,
        resource=_resource(connection.request),
    )
    return made, details


@lru_cache(maxsize=1024)
def _shared(value: T) -> T:
    """The value itself, the same object for equal values: most connections have equal ones."""
    return value


def mark(span: Span) -> tuple[str, int, int]:
    """A place as a plain tuple, in the order of Mark."""
    source = span.source
    if source.outer is None:  # most are, and this runs for every field of every connection
        return source.path, span.start, span.end
    source, start, end = outermost(source, span.start, span.end)
    return source.path, start, end


def is_known(*identities: str) -> bool:
    """Whether all of these are ids or resources, of which unlike ones are certainly two things."""
    return all(identity and not identity.startswith("?") for identity in identities)


def called(identity: str, scope: str) -> str:
    """What people call the thing of an identity."""
    return identity.rpartition(" ")[2] if identity.startswith("?") else identity.removeprefix(scope)


def _identity(field: Field, connection: Connection) -> str:
    """What a gateway field names; where it is a mere reference, the reference within its home."""
    if field.written and is_unfilled_id(str(field.value)):
        return _sample(str(field.value), connection)
    known = identity_of(field, connection.request.scope)
    reference = "" if known else _reference(field, connection)
    return f"?{reference}" if reference and not _stands_in_text(field) else known


def _sample(text: str, connection: Connection) -> str:
    """A sample value is nobody's id: what it stands for is this connection's alone."""
    path, start, _ = mark(connection.span)
    return f"?{path}:{start}{connection.request.address} {'_'.join(text.split())}"


def _resource(request: Request) -> Resource | None:
    is_terraform = request.dialect in ("terraform", "plan") and request.address
    return Resource(request.dialect, sys.intern(request.scope), request.address) if is_terraform else None


def wanted(records: Iterable[Record]) -> set[str]:
    """Identities that connections refer to."""
    found: set[str] = set()
    for one in records:
        found.add(one.gateway)
        found.update(one.peers)
    found.discard("")
    return found


def _details(connection: Connection) -> Plain:
    """Details as plain tuples, in the order of the fields of Details: they are made for every connection."""
    local, remote = connection.local.ranges, connection.remote.ranges
    return (
        connection.label,
        connection.request.dialect,
        mark(connection.span),
        mark(connection.gateway.span),
        mark(connection.name.span),
        tuple(mark(item.span) for item in local),
        tuple(mark(item.span) for item in remote),
        tuple(item.index for item in local),
        tuple(item.index for item in remote),
        tuple(_tunnel(connection, tunnel) for tunnel in connection.tunnels),
        _uses(connection),
    )


def _uses(connection: Connection) -> Plain:
    """Of values that stand elsewhere, where the connection takes them."""
    taken: list[Field | Subnet] = [connection.gateway, connection.name, connection.bgp_enabled]
    taken += (*connection.local.ranges, *connection.remote.ranges)
    for tunnel in connection.tunnels:
        taken += (tunnel.customer_gateway, *_phase1(tunnel), tunnel.phase1.psk, *_phase2(tunnel), *_bgp_fields(tunnel))
    return tuple(
        (mark(one.span), tuple((mark(place.span), place.message) for place in one.related))
        for one in taken
        if one.related
    )


def _phase1(tunnel: Tunnel) -> tuple[Field, ...]:
    """In the order of PHASE1_FIELDS."""
    p1 = tunnel.phase1
    return (p1.version, p1.mode, p1.encryption, p1.integrity, p1.group, p1.lifetime, p1.local_id, p1.remote_id)


def _phase2(tunnel: Tunnel) -> tuple[Field, ...]:
    p2 = tunnel.phase2
    return (p2.encryption, p2.integrity, p2.pfs, p2.lifetime)


def _bgp_fields(tunnel: Tunnel) -> tuple[Field, ...]:
    return (tunnel.bgp.local_asn, tunnel.bgp.tunnel_cidr, tunnel.bgp.local_ip)


def _tunnel(connection: Connection, tunnel: Tunnel) -> Plain:
    psk = tunnel.phase1.psk
    peer = connection.customer_gateway(tunnel)
    return (
        tunnel.number,
        tunnel.pointer,
        mark(tunnel.customer_gateway.span),
        mark(psk.span),
        isinstance(psk.value, Secret),
        tuple(_value(field) for field in _phase1(tunnel)),
        tuple(_value(field) for field in _phase2(tunnel)),
        tuple(_value(field) for field in (*_bgp_fields(tunnel), connection.bgp_enabled)),
        node_identity(peer.fields.get("Asn"), "") if peer is not None else "",
    )


def _value(field: Field) -> Plain:
    # A value is there only where it is known.
    value = field.value if not isinstance(field.value, Secret) else None
    return value, mark(field.span), field.name, field.state is State.ABSENT


def _text(field: Field) -> str:
    return sys.intern(str(field.value)) if field.written and not isinstance(field.value, Secret) else ""


def _vpc(connection: Connection, scope: str) -> str:
    gateway = connection.vpn_gateway()
    return node_identity(gateway.fields.get("VpcId"), scope) if gateway is not None else ""


def _ranges(side: Side) -> tuple[int, ...]:
    return tuple(item.range.first << 32 | item.range.last for item in side.items if item.range is not None)


def _watched(connection: Connection) -> bool | None:
    """Whether a health check is on; None when that is not known."""
    health = connection.health
    if health is None:
        return False
    return None if health.enable.unknown else health.enable.value is True


def _psk(field: Field, connection: Connection, key: bytes) -> bytes:
    """What a key can be compared by: a digest of the literal, or the reference within its home."""
    if isinstance(field.value, Secret):
        return field.value.digest(key) if len(field.value) else b""
    reference = _reference(field, connection)
    # `a-${env:K}` and `b-${env:K}` are two keys; what stands around the reference is as secret as a literal.
    around = bool(reference) and _stands_in_text(field)
    return reference.encode() + (Secret(_written(field)).digest(key) if around else b"")


def _reference(field: Field, connection: Connection) -> str:
    """A reference that stands for one value, with where it does; "" for any other expression."""
    expression = field.expression.strip()
    if not _ONE_VALUE.fullmatch(expression):
        return ""
    return f"{'' if _EVERYWHERE.match(expression) else _home(field, connection)} {expression}"


def _stands_in_text(field: Field) -> bool:
    """Whether other text stands around a reference."""
    expression, written = field.expression.strip(), _written(field)
    return expression in written and written not in (expression, f"${{{expression}}}")


def _written(field: Field) -> str:
    return field.span.text.strip("\"' ")


def _home(field: Field, connection: Connection) -> str:
    """Where a reference has its meaning: the connection itself, the module of a Terraform resource, else the file
    or the part of it that is read for itself."""
    request = connection.request
    path, start, _ = mark(connection.span)
    if field.expression.strip() in request.passing:
        return f"{path}:{start}"
    if "alicloud_" not in request.address:
        return f"{path}|{request.scope}"
    home = field.node.home if isinstance(field.node, Unknown) else None
    own = request.address[: request.address.index("alicloud_")]
    return f"{request.scope}|{own if home is None else home}"


def _digest(tunnel: Plain) -> bytes:
    text = repr([value[0] for value in tunnel[5]])
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _bgp(connection: Connection, tunnel: Tunnel) -> int:
    field = tunnel.bgp.tunnel_cidr
    if connection.bgp_enabled.value is not True or not field.written:
        return -1
    parsed = parse_cidr(str(field.value))
    if parsed is None:
        return -1
    found = network(*parsed)
    return found.first << 32 | found.last


def grouped(keyed: Iterable[tuple[str, Record]]) -> list[list[Record]]:
    """Records by a key that is not "", where several have the same."""
    table: dict[str, list[Record]] = {}
    for key, record in keyed:
        if key:
            table.setdefault(key, []).append(record)
    return [group for group in table.values() if len(group) > 1]
