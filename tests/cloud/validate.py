"""What CreateVpnConnection takes: flat parameters become a typed request, or a Problem.

Lists and limits as the API's page has them (Vpc API 2016-04-28, read 2026-11)."""

from __future__ import annotations

import ipaddress
import json
import re
from typing import Any

from tests.cloud.problem import Problem

_ENUMS = {
    "IkeVersion": ("ikev1", "ikev2"),
    "IkeMode": ("main", "aggressive"),
    "IkeEncAlg": ("aes", "aes192", "aes256", "des", "3des"),
    "IkeAuthAlg": ("md5", "sha1", "sha256", "sha384", "sha512"),
    "IkePfs": ("group1", "group2", "group5", "group14"),
    "IpsecEncAlg": ("aes", "aes192", "aes256", "des", "3des"),
    "IpsecAuthAlg": ("md5", "sha1", "sha256", "sha384", "sha512"),
    "IpsecPfs": ("disabled", "group1", "group2", "group5", "group14"),
}
_DEFAULTS: dict[str, dict[str, Any]] = {
    "Ike": {
        "IkeVersion": "ikev1",
        "IkeMode": "main",
        "IkeEncAlg": "aes",
        "IkeAuthAlg": "md5",
        "IkePfs": "group2",
        "IkeLifetime": 86400,
    },
    "Ipsec": {"IpsecEncAlg": "aes", "IpsecAuthAlg": "md5", "IpsecPfs": "group2", "IpsecLifetime": 86400},
}
_TOP = [
    "RegionId",
    "VpnGatewayId",
    "LocalSubnet",
    "RemoteSubnet",
    "CustomerGatewayId",
    "Name",
    "ClientToken",
    "DryRun",
    "EffectImmediately",
    "AutoConfigRoute",
    "EnableDpd",
    "EnableNatTraversal",
    "EnableTunnelsBgp",
    "IkeConfig",
    "IpsecConfig",
    "HealthCheckConfig",
    "BgpConfig",
    "RemoteCaCertificate",
]
_TUNNEL = re.compile(
    r"TunnelOptionsSpecification\.([1-9]\d*)\."
    r"(CustomerGatewayId|Role|EnableDpd|EnableNatTraversal|RemoteCaCertificate"
    r"|TunnelBgpConfig\.(?:LocalAsn|TunnelCidr|LocalBgpIp)"
    r"|TunnelIkeConfig\.(?:Psk|IkeVersion|IkeMode|IkeEncAlg|IkeAuthAlg|IkePfs|IkeLifetime|LocalId|RemoteId)"
    r"|TunnelIpsecConfig\.(?:IpsecEncAlg|IpsecAuthAlg|IpsecPfs|IpsecLifetime))\Z"
)
_TAG = re.compile(r"Tags\.([1-9]\d*)\.(Key|Value)\Z")
_PSK = re.compile(r"[0-9A-Za-z~!`@#$%^&*()_\-+={}\[\]|;:',.<>/?]{1,100}\Z")
_BARRED = [f"169.254.{n}.0/30" for n in range(7)] + ["169.254.169.252/30"]


def unknown_names(parameters: dict[str, str]) -> list[str]:
    """Parameters that the call does not have."""
    return [n for n in parameters if n not in _TOP and not _TUNNEL.match(n) and not _TAG.match(n)]


def request(parameters: dict[str, str], dual: bool) -> dict[str, Any]:
    """The request with its defaults. Raises Problem."""
    body: dict[str, Any] = {
        "RegionId": _need(parameters, "RegionId"),
        "VpnGatewayId": _need(parameters, "VpnGatewayId"),
    }
    for side in ("LocalSubnet", "RemoteSubnet"):
        body[side] = _subnets(side, _need(parameters, side))
    if "Name" in parameters:
        body["Name"] = _name(parameters["Name"])
    body["EffectImmediately"] = _boolean(parameters, "EffectImmediately", False)
    body["AutoConfigRoute"] = _boolean(parameters, "AutoConfigRoute", True)
    body["Tags"] = _tags(parameters)
    tunnels = _tunnels(parameters)
    if dual:
        _dual(parameters, tunnels, body)
    else:
        _single(parameters, tunnels, body)
    return body


def _single(parameters: dict[str, str], tunnels: list[dict[str, str]], body: dict[str, Any]) -> None:
    if tunnels or "EnableTunnelsBgp" in parameters:
        raise Problem(400, "VpnConnection.InvalidCreateTunnelOptions", "The gateway has one tunnel a connection.")
    body["CustomerGatewayId"] = _need(parameters, "CustomerGatewayId")
    body["EnableDpd"] = _boolean(parameters, "EnableDpd", True)
    body["EnableNatTraversal"] = _boolean(parameters, "EnableNatTraversal", True)
    body["IkeConfig"] = _phase("Ike", _object(parameters, "IkeConfig"))
    body["IpsecConfig"] = _phase("Ipsec", _object(parameters, "IpsecConfig"))
    body["HealthCheckConfig"] = _object(parameters, "HealthCheckConfig")
    body["BgpConfig"] = _bgp(_object(parameters, "BgpConfig"))
    body["RemoteCaCertificate"] = parameters.get("RemoteCaCertificate", "")


def _dual(parameters: dict[str, str], tunnels: list[dict[str, str]], body: dict[str, Any]) -> None:
    single = [
        n
        for n in ("CustomerGatewayId", "IkeConfig", "IpsecConfig", "HealthCheckConfig", "BgpConfig")
        if n in parameters
    ]
    if single or len(tunnels) != 2 or {t.get("Role") for t in tunnels} != {"master", "slave"}:
        raise Problem(400, "VpnConnection.InvalidCreateTunnelOptions", "The gateway has two tunnels a connection.")
    body["EnableTunnelsBgp"] = _boolean(parameters, "EnableTunnelsBgp", False)
    body["TunnelOptionsSpecification"] = [_tunnel(tunnel) for tunnel in tunnels]


def _tunnel(given: dict[str, str]) -> dict[str, Any]:
    def part(name: str) -> dict[str, Any]:
        return {k.split(".")[1]: v for k, v in given.items() if k.startswith(name + ".")}

    return {
        "CustomerGatewayId": _need(given, "CustomerGatewayId"),
        "Role": given["Role"],
        "EnableDpd": _boolean(given, "EnableDpd", True),
        "EnableNatTraversal": _boolean(given, "EnableNatTraversal", True),
        "RemoteCaCertificate": given.get("RemoteCaCertificate", ""),
        "TunnelIkeConfig": _phase("Ike", part("TunnelIkeConfig")),
        "TunnelIpsecConfig": _phase("Ipsec", part("TunnelIpsecConfig")),
        "TunnelBgpConfig": _bgp(part("TunnelBgpConfig")),
    }


def _tunnels(parameters: dict[str, str]) -> list[dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for name, value in parameters.items():
        if match := _TUNNEL.match(name):
            found.setdefault(int(match[1]), {})[match[2]] = value
    return [found[number] for number in sorted(found)]


def _phase(kind: str, given: dict[str, Any]) -> dict[str, Any]:
    known = {"Ike": (*_DEFAULTS["Ike"], "Psk", "LocalId", "RemoteId"), "Ipsec": tuple(_DEFAULTS["Ipsec"])}[kind]
    stray = [key for key in given if key not in known]
    if stray:
        raise Problem(400, f"InvalidParameter.{kind}Config", f"{stray[0]} is not known.")
    for name, allowed in _ENUMS.items():
        if name in given and given[name] not in allowed:
            raise Problem(400, f"InvalidParameter.{name}", f"The specified {name} is not valid.")
    lifetime = f"{kind}Lifetime"
    if lifetime in given:
        if (
            isinstance(given[lifetime], bool)
            or not re.fullmatch(r"\d+", str(given[lifetime]))
            or int(given[lifetime]) > 86400
        ):
            raise Problem(400, f"InvalidParameter.{lifetime}", f"The specified {lifetime} is not valid.")
        given = {**given, lifetime: int(given[lifetime])}
    if "Psk" in given and not _PSK.match(given["Psk"]):
        raise Problem(400, "InvalidParameter.Psk", f"The specified Psk {given['Psk']} is not valid.")
    return {**_DEFAULTS[kind], **given}


def _bgp(given: dict[str, Any]) -> dict[str, Any]:
    cidr = given.get("TunnelCidr")
    if cidr and (not re.fullmatch(r"169\.254\.\d+\.\d+/30", cidr) or cidr in _BARRED):
        raise Problem(400, "InvalidParameter.TunnelCidr", f"The specified TunnelCidr {cidr} is not valid.")
    return given


def _object(parameters: dict[str, str], name: str) -> dict[str, Any]:
    try:
        value = json.loads(parameters.get(name, "{}"))
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise Problem(400, f"InvalidParameter.{name}", f"The specified {name} is not valid.")
    return value


def _boolean(parameters: dict[str, str], name: str, default: bool) -> bool:
    text = parameters.get(name, str(default)).lower()
    if text not in ("true", "false"):
        raise Problem(400, f"InvalidParameter.{name}", f"The specified {name} is not valid.")
    return text == "true"


def _need(parameters: dict[str, str], name: str) -> str:
    if not parameters.get(name):
        raise Problem(400, f"Missing{name}", f"{name} is mandatory for this action.")
    return parameters[name]


def _name(text: str) -> str:
    if not 1 <= len(text) <= 100 or text.startswith(("http://", "https://")):
        raise Problem(400, "InvalidName", "The specified Name is not valid.")
    return text


def _subnets(side: str, text: str) -> str:
    for item in text.split(","):
        try:
            ipaddress.IPv4Network(item)
        except ValueError:
            raise Problem(400, f"IllegalParam.{side}", f"The param {side} ({text}) is not valid.") from None
    return text


def _tags(parameters: dict[str, str]) -> list[dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for name, value in parameters.items():
        if match := _TAG.match(name):
            found.setdefault(int(match[1]), {})[match[2]] = value
    tags = [{"Key": tag.get("Key", ""), "Value": tag.get("Value", "")} for _, tag in sorted(found.items())]
    if len(tags) > 20 or any(not 1 <= len(t["Key"]) <= 64 or t["Key"].startswith(("aliyun", "acs:")) for t in tags):
        raise Problem(400, "InvalidParameter.Tags", "The specified Tags are not valid.")
    return tags
