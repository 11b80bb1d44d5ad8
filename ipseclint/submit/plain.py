"""Plain bodies: a request as nested dicts and lists of typed values, in the API's names.

A plan and what the service answers both become this shape, so that the two can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ipseclint import facts
from ipseclint.secret import Secret

# Blocks that the wire carries as the text of a JSON object (SDK 7.2.2, 2026-09-15).
JSON_TEXTS = ("IkeConfig", "IpsecConfig", "HealthCheckConfig", "BgpConfig")
SUBNETS = ("LocalSubnet", "RemoteSubnet")
_WHOLE = re.compile(r"[0-9]{1,18}\Z")
_DOTTED_ASN = re.compile(r"([0-9]{1,5})\.([0-9]{1,5})\Z")


@dataclass(frozen=True, slots=True)
class Reference:
    """A secret that stands elsewhere: `kind` is env or file, `name` the variable or the path, `folder` what
    a path is relative to."""

    kind: str
    name: str
    folder: Path = Path()

    def __str__(self) -> str:
        return f"${{{self.kind}:{self.name}}}"


Leaf = str | int | bool | Secret | Reference
Plain = Leaf | dict[str, "Plain"] | list["Plain"]
Body = dict[str, Plain]


def typed(name: str, value: str | int | bool) -> str | int | bool:
    """A value as the field `name` has it: `"true"` becomes True, `"3600"` 3600. What fits no type is left."""
    text = str(value).strip()
    if name in facts.BOOLEAN_FIELDS and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if name in facts.INTEGER_FIELDS and _WHOLE.match(text):
        return int(text)
    if name == "LocalAsn":
        return _asn(text)
    return value if isinstance(value, bool | int) else str(value)


def _asn(text: str) -> str | int:
    """An AS number; `123.456` is 123 * 65536 + 456 (SDK 6.15.0)."""
    if _WHOLE.match(text):
        return int(text)
    dotted = _DOTTED_ASN.match(text)
    return int(dotted[1]) * 65536 + int(dotted[2]) if dotted else text


def subnets(value: Plain | None) -> tuple[str, ...]:
    """The CIDRs of a side in their order."""
    text = value if isinstance(value, str) else ""
    return tuple(item.strip() for item in text.split(",") if item.strip())


def block(body: Body, name: str) -> Body:
    """The mapping under a name, empty if there is none."""
    value = body.get(name)
    return value if isinstance(value, dict) else {}


def tunnels(body: Body) -> list[Body]:
    """The tunnels of a dual-tunnel connection; none for a single-tunnel one."""
    listed = body.get("TunnelOptionsSpecification")
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def peers(body: Body) -> frozenset[str]:
    """The customer gateways of a connection."""
    holders = tunnels(body) or [body]
    return frozenset(str(holder["CustomerGatewayId"]) for holder in holders if "CustomerGatewayId" in holder)


def selectors(body: Body) -> tuple[frozenset[str], frozenset[str]]:
    """Local and remote CIDRs as sets."""
    return frozenset(subnets(body.get("LocalSubnet"))), frozenset(subnets(body.get("RemoteSubnet")))


def tunnel_cidrs(body: Body) -> frozenset[str]:
    """The BGP tunnel CIDRs of a connection, each of which may stand once on a gateway."""
    blocks = [block(tunnel, "TunnelBgpConfig") for tunnel in tunnels(body)] or [block(body, "BgpConfig")]
    return frozenset(str(bgp["TunnelCidr"]) for bgp in blocks if bgp.get("TunnelCidr"))
