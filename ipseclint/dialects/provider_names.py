"""The names that the Terraform provider gives to a connection's parts, and what it sends for those left out.

Taken from the provider's source and pages at version 1.289 (2026-08-21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from ipseclint.dialects.tree import Kind, Sent

CONNECTION = "alicloud_vpn_connection"
ATTACHMENT = "alicloud_vpn_gateway_vpn_attachment"

_IKE = {
    "psk": "Psk",
    "ike_version": "IkeVersion",
    "ike_mode": "IkeMode",
    "ike_enc_alg": "IkeEncAlg",
    "ike_auth_alg": "IkeAuthAlg",
    "ike_pfs": "IkePfs",
    "ike_lifetime": "IkeLifetime",
}
_IDS = {"local_id": "LocalId", "remote_id": "RemoteId"}
_IPSEC = {
    "ipsec_enc_alg": "IpsecEncAlg",
    "ipsec_auth_alg": "IpsecAuthAlg",
    "ipsec_pfs": "IpsecPfs",
    "ipsec_lifetime": "IpsecLifetime",
}
_TUNNEL_BGP = {"local_asn": "LocalAsn", "tunnel_cidr": "TunnelCidr", "local_bgp_ip": "LocalBgpIp"}
_BGP = {"enable": "EnableBgp", **_TUNNEL_BGP}
_HEALTH = {"enable": "enable", "dip": "dip", "sip": "sip", "interval": "interval", "retry": "retry"}
_TUNNEL = {
    "customer_gateway_id": "CustomerGatewayId",
    "enable_dpd": "EnableDpd",
    "enable_nat_traversal": "EnableNatTraversal",
    "tunnel_ike_config": "TunnelIkeConfig",
    "tunnel_ipsec_config": "TunnelIpsecConfig",
    "tunnel_bgp_config": "TunnelBgpConfig",
}
_TOP = {
    "local_subnet": "LocalSubnet",
    "remote_subnet": "RemoteSubnet",
    "customer_gateway_id": "CustomerGatewayId",
    "effect_immediately": "EffectImmediately",
    "enable_dpd": "EnableDpd",
    "enable_nat_traversal": "EnableNatTraversal",
    "enable_tunnels_bgp": "EnableTunnelsBgp",
    "tags": "Tags",
    "ike_config": "IkeConfig",
    "ipsec_config": "IpsecConfig",
    "bgp_config": "BgpConfig",
    "health_check_config": "HealthCheckConfig",
    "tunnel_options_specification": "TunnelOptionsSpecification",
}
_TUNNEL_COMPUTED = frozenset({"internet_ip", "state", "status", "tunnel_id", "zone_no"})
_BGP_COMPUTED = frozenset({"bgp_status", "peer_asn", "peer_bgp_ip"})
_WHY_UNSET = "the provider sends {} for a field that its block leaves out"


@dataclass(frozen=True, slots=True)
class Schema:
    """One resource: `places` are API names of mappings ("" is the resource itself) to provider name -> API
    name; an API name that is itself a place is a block. `computed` are attributes that only the provider
    sets, `unsent` those that it takes and does not send."""

    kind: Kind
    places: Mapping[str, Mapping[str, str]]
    sent: Mapping[str, Sent]
    computed: Mapping[str, frozenset[str]]
    unsent: Mapping[str, frozenset[str]]
    name: str
    subnet_is_list: bool


_ZERO = Sent(0, _WHY_UNSET.format("0"))
_FALSE = Sent(False, _WHY_UNSET.format("false"))
# Both resources copy these as they read them, and what nobody wrote reads as zero, also where it is computed
# (CreateVpnConnection and CreateVpnAttachment in the provider's source, 1.289).
_SENT = {
    "IkeConfig/IkeLifetime": _ZERO,
    "IpsecConfig/IpsecLifetime": _ZERO,
    "HealthCheckConfig/interval": _ZERO,
    "HealthCheckConfig/retry": _ZERO,
    "TunnelOptionsSpecification/*/EnableDpd": _FALSE,
    "TunnelOptionsSpecification/*/EnableNatTraversal": _FALSE,
    "TunnelOptionsSpecification/*/TunnelIkeConfig/IkeLifetime": _ZERO,
    "TunnelOptionsSpecification/*/TunnelIpsecConfig/IpsecLifetime": _ZERO,
}
SCHEMAS: Mapping[str, Schema] = {
    CONNECTION: Schema(
        kind="connection",
        places={
            "": {
                "vpn_connection_name": "Name",
                "name": "Name",
                "vpn_gateway_id": "VpnGatewayId",
                "auto_config_route": "AutoConfigRoute",
                **_TOP,
            },
            "IkeConfig": {**_IKE, "ike_local_id": "LocalId", "ike_remote_id": "RemoteId"},
            "IpsecConfig": _IPSEC,
            "BgpConfig": _BGP,
            "HealthCheckConfig": _HEALTH,
            "TunnelOptionsSpecification": {"role": "Role", **_TUNNEL},
            "TunnelIkeConfig": {**_IKE, **_IDS},
            "TunnelIpsecConfig": _IPSEC,
            "TunnelBgpConfig": _TUNNEL_BGP,
        },
        sent=_SENT,
        computed={
            "": frozenset({"create_time", "id", "resource_group_id", "status"}),
            "BgpConfig": frozenset({"status"}),
            "TunnelOptionsSpecification": _TUNNEL_COMPUTED,
            "TunnelBgpConfig": _BGP_COMPUTED,
        },
        unsent={"": frozenset({"network_type"})},
        name="vpn_connection_name",
        subnet_is_list=True,
    ),
    ATTACHMENT: Schema(
        kind="attachment",
        places={
            "": {
                "vpn_attachment_name": "Name",
                "network_type": "NetworkType",
                "resource_group_id": "ResourceGroupId",
                "tunnel_bandwidth": "TunnelBandwidth",
                **_TOP,
            },
            "IkeConfig": {**_IKE, **_IDS},
            "IpsecConfig": _IPSEC,
            "BgpConfig": _BGP,
            "HealthCheckConfig": {**_HEALTH, "policy": "Policy"},
            "TunnelOptionsSpecification": {"tunnel_index": "TunnelIndex", **_TUNNEL},
            "TunnelIkeConfig": {**_IKE, **_IDS},
            "TunnelIpsecConfig": _IPSEC,
            "TunnelBgpConfig": _TUNNEL_BGP,
        },
        sent=_SENT,
        computed={
            "": frozenset({"create_time", "id", "internet_ip", "status"}),
            "BgpConfig": frozenset({"status"}),
            "HealthCheckConfig": frozenset({"status"}),
            "TunnelOptionsSpecification": _TUNNEL_COMPUTED,
            "TunnelBgpConfig": _BGP_COMPUTED,
        },
        unsent={"TunnelOptionsSpecification": frozenset({"role"})},
        name="vpn_attachment_name",
        subnet_is_list=False,
    ),
}
Spelling = Callable[[str], str]
KnownKind = Literal["vpn_gateway", "customer_gateway", "vpc"]
# Resources that rules compare connections with: kind, and the attributes read.
KNOWN: Mapping[str, tuple[KnownKind, Mapping[str, str]]] = {
    "alicloud_vpn_customer_gateway": (
        "customer_gateway",
        {"ip_address": "IpAddress", "asn": "Asn", "customer_gateway_name": "Name", "name": "Name"},
    ),
    "alicloud_vpn_gateway": (
        "vpn_gateway",
        {
            "vpc_id": "VpcId",
            "network_type": "NetworkType",
            "vpn_type": "VpnType",
            "enable_ipsec": "EnableIpsec",
            "vswitch_id": "VSwitchId",
            "disaster_recovery_vswitch_id": "DisasterRecoveryVSwitchId",
            "internet_ip": "InternetIp",
            "disaster_recovery_internet_ip": "DisasterRecoveryInternetIp",
            "vpn_gateway_name": "Name",
            "name": "Name",
        },
    ),
    "alicloud_vpc": (
        "vpc",
        {"cidr_block": "CidrBlock", "secondary_cidr_blocks": "SecondaryCidrBlocks"},
    ),
}
