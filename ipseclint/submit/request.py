"""Planned connections as requests: which body each one sends, under which token, and which cannot be sent."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ipseclint import facts, node
from ipseclint.model import Connection
from ipseclint.secret import Secret
from ipseclint.submit.plain import SUBNETS, Body, Plain, Reference, peers, selectors, subnets, typed

# Fields of the file that the submitter sets itself.
_OWN_FIELDS = ("RegionId", "VpnGatewayId", "ClientToken", "DryRun")
# Fields that may come from the environment or from a file.
_SECRET_FIELDS = frozenset(("Psk", "RemoteCaCertificate"))
_REFERENCE = re.compile(r"\$\{(env|file):([^}]+)\}\Z")


@dataclass(frozen=True, slots=True)
class Planned:
    """A connection that can be sent. `body` leaves out region and gateway; `name` is "" if it has none."""

    connection: Connection = field(repr=False)
    region: str
    gateway: str
    name: str
    body: Body = field(repr=False)

    @property
    def label(self) -> str:
        """The connection's name, else its address or place in the file."""
        if self.name:
            return self.name
        at = self.connection.span.location()
        return self.connection.label or f"{at.path}:{at.line}"

    @property
    def dual(self) -> bool:
        return self.connection.dual

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes two plans one connection: the name on its gateway, else peer and selectors."""
        if self.name:
            return (self.region, self.gateway, self.name)
        return (self.region, self.gateway, peers(self.body), selectors(self.body))

    @property
    def key(self) -> str:
        """The same for the same content, region and gateway; keys of tunnels are left out of it."""
        content = [self.region, self.gateway, _public(self.body)]
        text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:40]

    def token(self, generation: int = 0) -> str:
        """The ClientToken: ASCII, at most 64 characters. A later generation stands for making anew what
        was made before and has been deleted since."""
        return f"ipseclint-{self.key}" + (f"-{generation}" if generation else "")


@dataclass(frozen=True, slots=True)
class Unsendable:
    """A planned connection that cannot be sent, and why."""

    connection: Connection = field(repr=False)
    reasons: tuple[str, ...]

    @property
    def label(self) -> str:
        at = self.connection.span.location()
        return self.connection.label or f"{at.path}:{at.line}"


def plan(connections: Sequence[Connection], region: str = "") -> tuple[list[Planned], list[Unsendable]]:
    """The requests of connections, in their order, and those that cannot be sent. `region` is for those that
    name none."""
    planned: list[Planned] = []
    unsendable: list[Unsendable] = []
    for connection in connections:
        made = _plan_one(connection, region)
        if isinstance(made, Planned):
            planned.append(made)
        else:
            unsendable.append(made)
    return _apart(planned, unsendable)


def _plan_one(connection: Connection, region: str) -> Planned | Unsendable:
    if connection.is_attachment:
        return Unsendable(connection, ("it is an attachment to a transit router, and only connections are submitted",))
    reasons: list[str] = []
    body = _mapping(connection.request.body, "", reasons)
    if body.get("DryRun") is True:
        reasons.append("DryRun is true in the file; remove it, and use --dry-run")
    region = str(body.get("RegionId") or region)
    gateway = str(body.get("VpnGatewayId") or "")
    told = {reason.split(" ", 1)[0] for reason in reasons}
    needed = {"RegionId": region, "VpnGatewayId": gateway}
    reasons += [f"{name} is missing" for name, value in needed.items() if not value and name not in told]
    reasons += [f"{name} is missing" for name in SUBNETS if not subnets(body.get(name)) and not reasons]
    if reasons:
        return Unsendable(connection, tuple(reasons))
    _fill(body, connection)
    sent = {key: value for key, value in body.items() if key not in _OWN_FIELDS}
    return Planned(connection, region, gateway, str(sent.get("Name", "")), sent)


def _apart(planned: list[Planned], unsendable: list[Unsendable]) -> tuple[list[Planned], list[Unsendable]]:
    """Plans that would be one connection cannot be told apart on the gateway, so none of them is sent."""
    groups: dict[tuple[object, ...], list[Planned]] = {}
    for item in planned:
        groups.setdefault(item.identity, []).append(item)
    single = [item for item in planned if len(groups[item.identity]) == 1]
    for group in groups.values():
        for item in group if len(group) > 1 else ():
            same = "name" if item.name else "peer and selectors, and no name,"
            reason = f"{len(group)} planned connections of {item.gateway} have the same {same} ({item.label})"
            unsendable.append(Unsendable(item.connection, (reason,)))
    return single, unsendable


def _mapping(mapping: node.Mapping, pointer: str, reasons: list[str]) -> Body:
    body: Body = {}
    for name, entry in mapping.entries.items():
        value = _value(name, entry.value, f"{pointer}{name}", reasons)
        if value is not None and (value not in ("", {}, []) or name == "Value"):
            body[name] = value
    return body


def _value(name: str, at: node.Node, pointer: str, reasons: list[str]) -> Plain | None:
    if isinstance(at, node.Unknown):
        return _reference(name, at, pointer, reasons)
    if isinstance(at, node.Mapping):
        return _mapping(at, f"{pointer}.", reasons)
    if isinstance(at, node.Sequence):
        items = [_value(name, item, f"{pointer}.{i}", reasons) for i, item in enumerate(at.items, 1)]
        known = [item for item in items if item is not None]
        return ",".join(str(item).strip() for item in known) if name in SUBNETS else known
    if at.value is None or isinstance(at.value, Secret):
        return at.value
    if name in SUBNETS:
        return ",".join(subnets(at.text))
    if isinstance(at.value, float):
        reasons.append(f"{pointer} is {at.text}, which no field of this call can be")
        return None
    return typed(name, at.value)


def _reference(name: str, at: node.Unknown, pointer: str, reasons: list[str]) -> Plain | None:
    match = _REFERENCE.match(at.expression)
    if match is None or name not in _SECRET_FIELDS:
        only = "; only keys and certificates are read from elsewhere" if match is not None else ""
        reasons.append(f"{pointer} is not known: {at.expression}{only}")
        return None
    written = at.span.text.strip().strip("'\"")
    if written != at.expression:
        reasons.append(f"{pointer} is a reference with text around it; keep the whole text in one place")
        return None
    return Reference(match[1], match[2].strip(), Path(at.span.location().path).parent)


def _fill(body: Body, connection: Connection) -> None:
    """Add what the plan's own tool sends for fields that are left out."""
    for pattern, sent in connection.request.sent.items():
        *path, name = pattern.split("/")
        for holder in _holders(body, path):
            holder.setdefault(name, typed(name, sent.value))


def _holders(body: Body, path: list[str]) -> list[Body]:
    found: list[Plain] = [body]
    for step in path:
        below: list[Plain] = []
        for item in found:
            if step == "*" and isinstance(item, list):
                below.extend(item)
            elif isinstance(item, dict) and step in item:
                below.append(item[step])
        found = below
    return [item for item in found if isinstance(item, dict)]


def _public(value: Plain) -> object:
    """The value with secrets reduced to the fact that there is one."""
    if isinstance(value, dict):
        return {key: _public(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_public(item) for item in value]
    return "(secret)" if isinstance(value, Secret | Reference) else value


assert len("ipseclint-") + 40 + len("-1000000") <= facts.TOKEN_LENGTH
