"""Other clouds' calls of the same name: AWS, Tencent Cloud and Volcengine create VPN connections too."""

from __future__ import annotations

from ipseclint.node import Mapping, Node, Scalar

# Fields that only their calls have (pages of 2026).
_THEIR_FIELDS = frozenset(
    (
        "TransitGatewayId",  # AWS
        "PreShareKey",  # Tencent Cloud
        "SecurityPolicyDatabases",
        "IKEOptionsSpecification",
        "IPSECOptionsSpecification",
        "NegotiateInstantly",  # Volcengine
        "DpdAction",
    )
)
# Kinds of connection at AWS, and prefixes of gateway ids elsewhere.
_THEIR_TYPES = ("ipsec.1",)
_THEIR_IDS = ("vgw-", "vpngw-")
# Versions of their interfaces: AWS, Tencent Cloud, Volcengine.
_THEIR_VERSIONS = ("2016-11-15", "2017-03-12", "2020-04-01")


def is_foreign(mapping: Mapping) -> bool:
    """Whether a request that looks like ours is for another cloud."""
    if not _THEIR_FIELDS.isdisjoint(mapping.entries) or _text(mapping.get("Type")) in _THEIR_TYPES:
        return True
    if _text(mapping.get("Version")) in _THEIR_VERSIONS:
        return True
    return _text(mapping.get("VpnGatewayId")).startswith(_THEIR_IDS) and not _has_our_names(mapping)


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _has_our_names(mapping: Mapping) -> bool:
    """Whether a block of the request names its fields as this API does (IkeVersion, IpsecPfs)."""
    for name, start in (("IkeConfig", "Ike"), ("IpsecConfig", "Ipsec")):
        block = mapping.get(name)
        if isinstance(block, Mapping) and any(key.startswith(start) for key in block.entries):
            return True
        if isinstance(block, Scalar) and f'"{start}' in block.text:
            return True
    return "TunnelOptionsSpecification" in mapping.entries
