"""What the API allows, what it fills in, and where its limits are: each with source and date.

API: CreateVpnConnection of the Vpc API 2016-04-28, as described by its SDK 7.2.2 (2026-09-15), SDK 6.15.0
(2026-01-15) and the command-line metadata (2026-04-21)."""

from __future__ import annotations

API = "CreateVpnConnection, Vpc API 2016-04-28 (SDK 7.2.2, 2026-09-15)"

IKE_VERSIONS = ("ikev1", "ikev2")
IKE_MODES = ("main", "aggressive")
ENCRYPTION = ("aes", "aes192", "aes256", "des", "3des")
INTEGRITY = ("md5", "sha1", "sha256", "sha384", "sha512")
SM_ENCRYPTION = "sm4"
SM_INTEGRITY = "sm3"
DH_GROUPS = ("group1", "group2", "group5", "group14")
PFS_GROUPS = ("disabled", *DH_GROUPS)
ROLES = ("master", "slave")
TUNNEL_INDEXES = (1, 2)
# Accepted by the page of 2019-09-06; ROS 1.15 (2026-09) still lists it.
OUTDATED_GROUP = "group24"
# How the page of 2019-09-06 spells the versions.
OUTDATED_VERSIONS = {"Ikev1": "ikev1", "Ikev2": "ikev2"}
LIFETIME = range(0, 86401)

# Fields by the mapping they stand in, in the order of the API's page.
COMMON_FIELDS = (
    "RegionId",
    "VpnGatewayId",
    "LocalSubnet",
    "RemoteSubnet",
    "Name",
    "ClientToken",
    "DryRun",
    "EffectImmediately",
    "AutoConfigRoute",
    "Tags",
)
SINGLE_FIELDS = (
    "CustomerGatewayId",
    "EnableDpd",
    "EnableNatTraversal",
    "IkeConfig",
    "IpsecConfig",
    "HealthCheckConfig",
    "BgpConfig",
    "RemoteCaCertificate",
)
DUAL_FIELDS = ("EnableTunnelsBgp", "TunnelOptionsSpecification")
# In the SDK's model, undocumented, of no use to a plan.
LEGACY_FIELDS = ("OwnerAccount", "OwnerId", "ResourceOwnerAccount", "ResourceOwnerId")
ATTACHMENT_FIELDS = ("NetworkType", "ResourceGroupId", "TunnelBandwidth", "RemoteCaCert")
CONNECTION_FIELDS = (*COMMON_FIELDS, *SINGLE_FIELDS, *DUAL_FIELDS, *LEGACY_FIELDS)
TUNNEL_FIELDS = (
    "Role",
    "CustomerGatewayId",
    "EnableDpd",
    "EnableNatTraversal",
    "RemoteCaCertificate",
    "TunnelIkeConfig",
    "TunnelIpsecConfig",
    "TunnelBgpConfig",
)
IKE_FIELDS = (
    "Psk",
    "IkeVersion",
    "IkeMode",
    "IkeEncAlg",
    "IkeAuthAlg",
    "IkePfs",
    "IkeLifetime",
    "LocalId",
    "RemoteId",
)
IPSEC_FIELDS = ("IpsecEncAlg", "IpsecAuthAlg", "IpsecPfs", "IpsecLifetime")
BGP_FIELDS = ("EnableBgp", "LocalAsn", "TunnelCidr", "LocalBgpIp")
TUNNEL_BGP_FIELDS = ("LocalAsn", "TunnelCidr", "LocalBgpIp")
HEALTH_FIELDS = ("enable", "dip", "sip", "interval", "retry")
TAG_FIELDS = ("Key", "Value")

BOOLEAN_FIELDS = frozenset(
    (
        "EnableDpd",
        "EnableNatTraversal",
        "EnableTunnelsBgp",
        "EnableBgp",
        "EffectImmediately",
        "AutoConfigRoute",
        "DryRun",
        "enable",
    )
)
INTEGER_FIELDS = frozenset(("IkeLifetime", "IpsecLifetime", "interval", "retry"))

# What the service fills in for a field that is left out.
DEFAULTS: dict[str, str | int | bool] = {
    "IkeVersion": "ikev1",
    "IkeMode": "main",
    "IkeEncAlg": "aes",
    "IkeAuthAlg": "md5",
    "IkePfs": "group2",
    "IkeLifetime": 86400,
    "IpsecEncAlg": "aes",
    "IpsecAuthAlg": "md5",
    "IpsecPfs": "group2",
    "IpsecLifetime": 86400,
    "EnableDpd": True,
    "EnableNatTraversal": True,
    "EnableTunnelsBgp": False,
    "EnableBgp": False,
    "LocalAsn": 45104,
    "EffectImmediately": False,
    "AutoConfigRoute": True,
    "enable": False,
    "interval": 3,
    "retry": 3,
}
# CreateVpnAttachment fills in other values in its tunnels (SDK 6.15.0, 2026-01-15).
ATTACHMENT_TUNNEL_DEFAULTS: dict[str, str | int | bool] = {
    **DEFAULTS,
    "IkeVersion": "ikev2",
    "IkeAuthAlg": "sha1",
    "IpsecAuthAlg": "sha1",
}
# An SM gateway has these values only (command-line metadata, 2026-04-21).
SM_DEFAULTS: dict[str, str] = {
    "IkeEncAlg": SM_ENCRYPTION,
    "IkeAuthAlg": SM_INTEGRITY,
    "IpsecEncAlg": SM_ENCRYPTION,
    "IpsecAuthAlg": SM_INTEGRITY,
}

DEFAULT_LOCAL_ASN = 45104
MAX_ASN = 4294967295
NAME_LENGTH = 100
NAME_LENGTH_2019 = 128
ID_LENGTH = 100
PSK_LENGTH = 100
TOKEN_LENGTH = 64
MAX_TAGS = 20
TAG_KEY_LENGTH = 64
TAG_VALUE_LENGTH = 128
TAG_PREFIXES = ("aliyun", "acs:")
# Terraform provider 1.289 (2026-08-21): at most 10 items a side; the limits page of 2021-03: 5.
MAX_CIDRS = 10
MAX_CIDRS_2021 = 5
# SDK 6.11.0 (2025-02-21) and later.
BARRED_TUNNEL_CIDRS = (
    "169.254.0.0/30",
    "169.254.1.0/30",
    "169.254.2.0/30",
    "169.254.3.0/30",
    "169.254.4.0/30",
    "169.254.5.0/30",
    "169.254.6.0/30",
    "169.254.169.252/30",
)

# Bits of security, NIST SP 800-57 part 1 rev. 5 and RFC 9142; group5 lies between 80 and 112.
CIPHER_BITS = {"des": 56, "3des": 112, "aes": 128, "aes192": 192, "aes256": 256, "sm4": 128}
CIPHER_KEY_BITS = {"des": 56, "3des": 168, "aes": 128, "aes192": 192, "aes256": 256, "sm4": 128}
HASH_BITS = {"md5": 128, "sha1": 160, "sha256": 256, "sha384": 384, "sha512": 512, "sm3": 256}
GROUP_BITS = {"group1": 70, "group2": 80, "group5": 90, "group14": 112, "group24": 112}
GROUP_RANK = {"group1": 1, "group2": 2, "group5": 3, "group24": 4, "group14": 5}
GROUP_MODULUS = {"group1": 768, "group2": 1024, "group5": 1536, "group14": 2048, "group24": 2048}

# RFC 5737: for documents, routed nowhere.
DOCUMENTATION_RANGES = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")

# Prefixes of the ids of resources, by the field that takes them.
ID_PREFIXES = {"VpnGatewayId": "vpn", "CustomerGatewayId": "cgw"}
OTHER_PREFIXES = {
    "vpn": "a VPN gateway",
    "cgw": "a customer gateway",
    "vco": "an IPsec connection",
    "vpc": "a VPC",
    "vsw": "a vSwitch",
    "i": "an ECS instance",
    "eip": "an elastic IP address",
    "ngw": "a NAT gateway",
    "tr": "a transit router",
    "cen": "a CEN instance",
    "sg": "a security group",
    "vtb": "a route table",
    "eni": "a network interface",
    "rg": "a resource group",
    "vss": "an SSL server",
    "vsc": "an SSL client certificate",
    "tun": "a tunnel",
    "lb": "a load balancer",
    "slb": "a load balancer",
    "alb": "a load balancer",
    "vbr": "a virtual border router",
}
