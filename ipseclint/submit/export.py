"""The export: what exists as a native file, keys replaced by names of environment variables."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from ipseclint.secret import Secret
from ipseclint.submit.existing import Existing
from ipseclint.submit.plain import Body, Plain, block, subnets, tunnels

_ORDER = (
    "RegionId",
    "VpnGatewayId",
    "CustomerGatewayId",
    "Name",
    "LocalSubnet",
    "RemoteSubnet",
    "EffectImmediately",
    "EnableDpd",
    "EnableNatTraversal",
    "EnableTunnelsBgp",
    "IkeConfig",
    "IpsecConfig",
    "BgpConfig",
    "HealthCheckConfig",
    "RemoteCaCertificate",
    "TunnelOptionsSpecification",
    "Tags",
)
# Text that no reader of YAML takes for anything but itself.
_PLAIN = re.compile(r"(?:[A-Za-z][A-Za-z0-9_./-]*|\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?)\Z")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


def document(existing: Sequence[Existing]) -> dict[str, Plain]:
    """The native document of connections, in an order that depends on nothing but them."""
    ordered = sorted(existing, key=lambda item: (item.region, item.gateway, item.name, item.id))
    names = _variables(ordered)
    return {"connections": [_connection(item, names[item.id]) for item in ordered]}


def as_json(document: dict[str, Plain]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def as_yaml(document: dict[str, Plain]) -> str:
    """YAML that every version of YAML reads in the same way."""
    if not document["connections"]:
        return "connections: []\n"
    return "".join(f"{line}\n" for line in _lines(document, ""))


def _variables(existing: Sequence[Existing]) -> dict[str, str]:
    """A variable name for each connection's key, made of its name; its id is added where names meet."""
    wished = {item.id: _variable(item.name or item.id) for item in existing}
    taken = list(wished.values())
    return {
        item: name if taken.count(name) == 1 else f"{name}_{_variable(item)[len('IPSEC_PSK_') :]}"
        for item, name in wished.items()
    }


def _variable(text: str) -> str:
    return "IPSEC_PSK_" + re.sub(r"[^A-Z0-9]+", "_", text.upper()).strip("_")


def _connection(item: Existing, variable: str) -> Body:
    body: Body = {"RegionId": item.region, "VpnGatewayId": item.gateway, **item.body}
    for side in ("LocalSubnet", "RemoteSubnet"):
        body[side] = list(subnets(body.get(side)))
    if block(body, "BgpConfig").get("EnableBgp") is not True:
        body.pop("BgpConfig", None)
    if block(body, "HealthCheckConfig").get("enable") is not True:
        body.pop("HealthCheckConfig", None)
    both = tunnels(body)
    if both:
        bgp = body.get("EnableTunnelsBgp") is True
        body["TunnelOptionsSpecification"] = [
            _tunnel(tunnel, f"{variable}_{number}", bgp) for number, tunnel in enumerate(both, 1)
        ]
    shown = {name: body[name] for name in _ORDER if name in body}
    return _without_keys(shown, variable)


def _tunnel(tunnel: Body, variable: str, bgp: bool) -> Body:
    kept = {name: value for name, value in tunnel.items() if bgp or name != "TunnelBgpConfig"}
    return _without_keys(kept, variable)


def _without_keys(body: Body, variable: str) -> Body:
    """The body with its key replaced by a name, and without what is empty."""
    made: Body = {}
    for name, value in body.items():
        if isinstance(value, dict):
            value = _without_keys(value, variable)
        elif isinstance(value, Secret):
            value = f"${{env:{variable}}}"
        if value not in ("", {}, []):
            made[name] = value
    return made


def _lines(value: dict[str, Plain], indent: str) -> list[str]:
    lines: list[str] = []
    for key, item in value.items():
        if isinstance(item, dict):
            lines += [f"{indent}{key}:", *_lines(item, f"{indent}  ")]
        elif isinstance(item, list):
            lines += [f"{indent}{key}:", *(line for one in item for line in _item(one, f"{indent}  "))]
        else:
            lines.append(f"{indent}{key}: {_scalar(item)}")
    return lines


def _item(value: Plain, indent: str) -> list[str]:
    if isinstance(value, dict):
        first, *rest = _lines(value, f"{indent}  ")
        return [f"{indent}- {first.lstrip()}", *rest]
    assert not isinstance(value, list)
    return [f"{indent}- {_scalar(value)}"]


def _scalar(value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if isinstance(value, int) or (_PLAIN.match(text) and text.lower() not in _WORDS):
        return text
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
