"""`ipseclint show`: every connection as it would be sent, defaults filled in and marked, unknowns named."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ipseclint.cli.common import EMPTY, OK, UsageError, fail
from ipseclint.config import ConfigError
from ipseclint.files import Missing
from ipseclint.model import Connection, Field, Side, State, Tunnel
from ipseclint.secret import STARS, Secret


def run_show(
    paths: list[str], format: str, variables: list[str], var_files: list[str], stdin_filename: str | None
) -> int:
    """Print the effective view of every connection."""
    from ipseclint.cli.check import CheckOptions, gather

    if format not in ("text", "json"):
        return fail(f"show --format: there is no format {format!r}; known are text, json")
    options = CheckOptions(variables=variables, var_files=var_files, stdin_filename=stdin_filename)
    try:
        report = gather(paths, options)
    except (ConfigError, UsageError, Missing) as error:
        return fail(str(error))
    views = [view(connection) for connection in report.held]
    if format == "json":
        sys.stdout.write(json.dumps({"version": 1, "connections": views}, indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(_text(one) for one in views))
    if not views:
        sys.stderr.write("No planned connection was found.\n")
        return EMPTY if not paths or any(Path(path).is_dir() for path in paths) else OK
    return OK


def view(connection: Connection) -> dict[str, Any]:
    """A connection as data: its place, and each field with value and origin."""
    at = connection.span.location()
    return {
        "connection": connection.label or None,
        "address": connection.request.address or None,
        "dialect": connection.request.dialect,
        "path": at.path,
        "line": at.line,
        "fields": [_row(field) for field in _top(connection) if field.state is not State.ABSENT],
        "tunnels": [
            {
                "tunnel": None if tunnel.number is None else tunnel.number + 1,
                "fields": [_row(field) for field in _of_tunnel(tunnel, connection) if not field.absent],
            }
            for tunnel in connection.tunnels
        ],
    }


def _top(connection: Connection) -> Iterator[Field]:
    yield from (connection.name, connection.region, connection.gateway)
    for side in (connection.local, connection.remote):
        yield _side_field(side)
    yield connection.bgp_enabled
    health = connection.health
    if health is not None:
        yield from (health.enable, health.dip, health.sip, health.interval, health.retry)


def _side_field(side: Side) -> Field:
    """The side with its items as one text."""
    field = side.field
    if not side.is_list:
        return field
    texts = {item.index: item.text for item in side.items}
    texts |= {int(one.pointer.rsplit("/", 1)[1]): f"<{one.expression}>" for one in side.unknown}
    joined = ",".join(texts[index] for index in sorted(texts))
    return Field(field.name, field.pointer, field.span, State.WRITTEN, joined, None, field.key_span)


def _of_tunnel(tunnel: Tunnel, connection: Connection) -> Iterator[Field]:
    p1, p2 = tunnel.phase1, tunnel.phase2
    yield from (tunnel.role, tunnel.index, tunnel.customer_gateway, tunnel.dpd, tunnel.nat_traversal)
    yield from (p1.version, p1.mode, p1.encryption, p1.integrity, p1.group, p1.lifetime)
    yield from (p1.psk, p1.local_id, p1.remote_id)
    yield from (p2.encryption, p2.integrity, p2.pfs, p2.lifetime)
    if tunnel.bgp.given or connection.bgp_enabled.value is True:
        yield from (tunnel.bgp.local_asn, tunnel.bgp.tunnel_cidr, tunnel.bgp.local_ip)
    yield tunnel.certificate


def _row(field: Field) -> dict[str, Any]:
    origin = "default" if field.defaulted and not field.why else field.state.value
    if field.defaulted and field.why:
        origin = "sent by the tool"
    row: dict[str, Any] = {"field": field.pointer, "value": _value(field), "origin": origin}
    if field.unknown:
        row["expression"] = field.expression
    if field.why:
        row["why"] = field.why
    return row


def _value(field: Field) -> Any:
    if isinstance(field.value, Secret) or (field.written and field.pointer.endswith("/Psk")):
        return STARS
    if field.pointer.endswith("/RemoteCaCertificate") and field.value:
        return "(certificate)"
    return field.value


def _text(one: dict[str, Any]) -> str:
    title = one["connection"] or "(no name)"
    address = f" {one['address']}" if one["address"] and one["address"] != title else ""
    lines = [f"{title}{address}  ({one['dialect']}, {one['path']}:{one['line']})"]
    lines += [_line(row, "  ") for row in one["fields"]]
    for tunnel in one["tunnels"]:
        indent = "  "
        if tunnel["tunnel"] is not None:
            lines.append(f"  tunnel {tunnel['tunnel']}")
            indent = "    "
        lines += [_line(row, indent) for row in tunnel["fields"]]
    return "\n".join(lines) + "\n"


def _line(row: dict[str, Any], indent: str) -> str:
    name = _short(row["field"])
    if "expression" in row:
        return f"{indent}{name} = ?  # unknown: {row['expression']}"
    value = row["value"]
    shown = str(value).lower() if isinstance(value, bool) else value
    if row["origin"] == "default":
        return f"{indent}{name} = {shown}  # default"
    if row.get("why"):
        return f"{indent}{name} = {shown}  # {row['why']}"
    if row["origin"] == "invalid":
        return f"{indent}{name} = ?  # not of the right type"
    return f"{indent}{name} = {shown}"


def _short(pointer: str) -> str:
    """The field's name without the tunnel it stands in."""
    parts = pointer.strip("/").split("/")
    if parts[0] == "TunnelOptionsSpecification":
        parts = parts[2:]
    return ".".join(parts)
