"""What exists: an answer of DescribeVpnConnection(s) as a plain body in the names of the request.

The answer has other names (VcoHealthCheck, VpnBgpConfig), one level more (TunnelOptions), and texts for the
numbers and booleans of tunnels (SDK 7.2.2, 2026-09-15)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ipseclint import facts
from ipseclint.secret import Secret
from ipseclint.submit.plain import Body, Plain, typed

_TOP = ("Name", "LocalSubnet", "RemoteSubnet", "EffectImmediately")
_SINGLE = ("CustomerGatewayId", "EnableDpd", "EnableNatTraversal", "RemoteCaCertificate")
_HEALTH = {"Enable": "enable", "Dip": "dip", "Sip": "sip", "Interval": "interval", "Retry": "retry"}
_TUNNEL = ("Role", "CustomerGatewayId", "EnableDpd", "EnableNatTraversal", "RemoteCaCertificate")
_SYSTEM_TAGS = ("acs:", "aliyun")


@dataclass(frozen=True, slots=True)
class Existing:
    """A connection as the service tells it. `body` has only fields that the answer holds; `state` is the
    resource's own, not the tunnel's. An attachment to a transit router has no gateway."""

    id: str
    region: str
    gateway: str
    name: str
    state: str
    body: Body = field(repr=False)

    @property
    def settled(self) -> bool:
        """Whether it is ready; an answer that says nothing about it is taken for ready."""
        return self.state in ("", "active")


def read_connection(item: dict[str, Any], region: str) -> Existing:
    """One connection of an answer. Never raises: what is not understood is left out."""
    body: Body = {}
    _copy(item, _TOP, body)
    listed = item.get("TunnelOptionsSpecification")
    options = listed.get("TunnelOptions") if isinstance(listed, dict) else None
    if isinstance(options, list) and options:
        _copy(item, ("EnableTunnelsBgp",), body)
        body["TunnelOptionsSpecification"] = [_tunnel(one) for one in options if isinstance(one, dict)]
    else:
        _single(item, body)
    tags = _tags(item.get("Tags"))
    if tags is not None:
        body["Tags"] = tags
    return Existing(
        id=str(item.get("VpnConnectionId", "")),
        region=region,
        gateway=str(item.get("VpnGatewayId") or ""),
        name=str(item.get("Name") or ""),
        state=str(item.get("State") or "").lower(),
        body=body,
    )


def _single(item: dict[str, Any], body: Body) -> None:
    _copy(item, _SINGLE, body)
    _block(item, "IkeConfig", "IkeConfig", facts.IKE_FIELDS, body)
    _block(item, "IpsecConfig", "IpsecConfig", facts.IPSEC_FIELDS, body)
    _block(item, "VpnBgpConfig", "BgpConfig", facts.BGP_FIELDS, body)
    health = item.get("VcoHealthCheck")
    if isinstance(health, dict):
        renamed = {_HEALTH[key]: value for key, value in health.items() if key in _HEALTH}
        body["HealthCheckConfig"] = _taken(renamed, facts.HEALTH_FIELDS)


def _tunnel(item: dict[str, Any]) -> Body:
    body: Body = {}
    _copy(item, _TUNNEL, body)
    _block(item, "TunnelIkeConfig", "TunnelIkeConfig", facts.IKE_FIELDS, body)
    _block(item, "TunnelIpsecConfig", "TunnelIpsecConfig", facts.IPSEC_FIELDS, body)
    _block(item, "TunnelBgpConfig", "TunnelBgpConfig", facts.TUNNEL_BGP_FIELDS, body)
    return body


def _block(item: dict[str, Any], name: str, ours: str, fields: Iterable[str], body: Body) -> None:
    block = item.get(name)
    if isinstance(block, dict):
        body[ours] = _taken(block, fields)


def _taken(block: dict[str, Any], fields: Iterable[str]) -> Body:
    body: Body = {}
    _copy(block, fields, body)
    return body


def _copy(item: dict[str, Any], fields: Iterable[str], body: Body) -> None:
    for name in fields:
        value = _value(name, item.get(name))
        if value is not None:
            body[name] = value


def _value(name: str, value: object) -> Plain | None:
    if not isinstance(value, str | int | bool):
        return None
    if name == "Psk":
        return Secret(str(value)) if value else None
    return typed(name, value)


def _tags(tags: object) -> list[Plain] | None:
    """The tags that people gave; the service's own are left out."""
    listed = tags.get("Tag") if isinstance(tags, dict) else None
    if not isinstance(listed, list):
        return None
    pairs = [(str(tag.get("Key", "")), str(tag.get("Value") or "")) for tag in listed if isinstance(tag, dict)]
    return [{"Key": key, "Value": value} for key, value in sorted(pairs) if not key.startswith(_SYSTEM_TAGS)]
