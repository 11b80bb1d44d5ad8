"""How the describing calls spell what exists: other names and other types than the request has."""

from __future__ import annotations

from typing import Any

from tests.cloud.state import Cloud, Connection, Gateway


def gateway(item: Gateway) -> dict[str, Any]:
    answer = {
        "VpnGatewayId": item.id,
        "Name": item.name,
        "Status": "updating" if item.unsettled > 0 else "active",
        "BusinessStatus": "FinancialLocked" if item.locked else "Normal",
        "IpsecVpn": "enable",
        "InternetIp": item.address,
        "VpnType": item.vpn_type,
        "NetworkType": "public",
    }
    if item.dual:
        answer["DisasterRecoveryInternetIp"] = item.address + "00"
        answer["DisasterRecoveryVSwitchId"] = "vsw-2"
    return answer


def connection(item: Connection, cloud: Cloud) -> dict[str, Any]:
    body = item.body
    answer: dict[str, Any] = {
        "VpnConnectionId": item.id,
        "VpnGatewayId": item.gateway,
        "Name": body.get("Name", ""),
        "LocalSubnet": body["LocalSubnet"],
        "RemoteSubnet": body["RemoteSubnet"],
        "EffectImmediately": body["EffectImmediately"],
        "CreateTime": item.created,
        "State": "active" if item.unsettled <= 0 else "updating",
        "Status": "ike_sa_not_established",
        "AttachType": "VPNGW",
        "Tags": {"Tag": body["Tags"]},
    }
    if "TunnelOptionsSpecification" in body:
        return answer | _dual(body, cloud.gateways[item.gateway], cloud)
    return answer | _single(body, cloud.gateways[item.gateway], cloud)


def _single(body: dict[str, Any], at: Gateway, cloud: Cloud) -> dict[str, Any]:
    peer = cloud.customer_gateways[body["CustomerGatewayId"]]
    health, bgp = body["HealthCheckConfig"], body["BgpConfig"]
    return {
        "CustomerGatewayId": body["CustomerGatewayId"],
        "EnableDpd": body["EnableDpd"],
        "EnableNatTraversal": body["EnableNatTraversal"],
        "IkeConfig": _ike(body["IkeConfig"], at.address, peer["IpAddress"]),
        "IpsecConfig": dict(body["IpsecConfig"]),
        "RemoteCaCertificate": body["RemoteCaCertificate"],
        "VcoHealthCheck": {
            "Enable": str(health.get("enable", "false")).lower(),
            "Dip": health.get("dip", ""),
            "Sip": health.get("sip", ""),
            "Interval": int(health.get("interval", 3)),
            "Retry": int(health.get("retry", 3)),
            "Policy": "revoke_route",
            "Status": "failed",
        },
        "VpnBgpConfig": {
            "EnableBgp": str(bgp.get("EnableBgp", "false")).lower(),
            "LocalAsn": int(bgp.get("LocalAsn", 45104)),
            "TunnelCidr": bgp.get("TunnelCidr", ""),
            "LocalBgpIp": bgp.get("LocalBgpIp", ""),
            "PeerAsn": peer["Asn"],
            "Status": "false",
        },
    }


def _dual(body: dict[str, Any], at: Gateway, cloud: Cloud) -> dict[str, Any]:
    tunnels = []
    for index, tunnel in enumerate(body["TunnelOptionsSpecification"], 1):
        peer = cloud.customer_gateways[tunnel["CustomerGatewayId"]]
        bgp = tunnel["TunnelBgpConfig"]
        ike = _ike(tunnel["TunnelIkeConfig"], at.address, peer["IpAddress"])
        tunnels.append(
            {
                "TunnelId": f"tun-{index}",
                "TunnelIndex": index,
                "CustomerGatewayId": tunnel["CustomerGatewayId"],
                "Role": tunnel["Role"],
                "State": "active",
                "Status": "ike_sa_not_established",
                "EnableDpd": str(tunnel["EnableDpd"]).lower(),
                "EnableNatTraversal": str(tunnel["EnableNatTraversal"]).lower(),
                "RemoteCaCertificate": tunnel["RemoteCaCertificate"],
                "TunnelIkeConfig": _texts(ike),
                "TunnelIpsecConfig": _texts(tunnel["TunnelIpsecConfig"]),
                "TunnelBgpConfig": {
                    "LocalAsn": str(bgp.get("LocalAsn", "")),
                    "TunnelCidr": bgp.get("TunnelCidr", ""),
                    "LocalBgpIp": bgp.get("LocalBgpIp", ""),
                    "PeerAsn": peer["Asn"],
                },
            }
        )
    return {
        "EnableTunnelsBgp": body["EnableTunnelsBgp"],
        "TunnelOptionsSpecification": {"TunnelOptions": tunnels},
    }


def _ike(given: dict[str, Any], local: str, remote: str) -> dict[str, Any]:
    """The phase-1 block with what the service fills in: identities and a key."""
    filled = {"Psk": "pYRl5NdTbcvvxpvJ", "LocalId": local, "RemoteId": remote}
    return filled | given


def _texts(block: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in block.items()}
