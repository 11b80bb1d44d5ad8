"""The faults that are planted in valid connections, and what each must be told by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.planted.connections import Tree, bgp

# In the place of a value: the field, or the item of a list, is taken out.
GONE = "<gone>"
TUNNELS = "/TunnelOptionsSpecification"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: what it sets, and what it says (code, pointer, text at the place). Pointers into IkeConfig and the
    like are, of a dual-tunnel connection, into the same block of both tunnels. `given` are values that are valid by
    themselves and that the fault needs; `mode` is single or dual where it is only of one."""

    name: str
    sets: Tree
    says: tuple[tuple[str, str | None, str], ...]
    given: Tree = field(default_factory=dict)
    mode: str = ""


IKE, IPSEC = "/IkeConfig", "/IpsecConfig"
ONE_EACH = {"/LocalSubnet": ["10.20.0.0/16"], "/RemoteSubnet": ["172.20.8.0/22"]}
NO_IDS = {f"{IKE}/LocalId": GONE, f"{IKE}/RemoteId": GONE}
IKEV1 = {**ONE_EACH, **NO_IDS}
BGP = {"EnableBgp": True, **bgp(10, 65010, 1)}
TWO_BGP = {
    "/EnableTunnelsBgp": True,
    f"{TUNNELS}/0/TunnelBgpConfig": bgp(10, 65010, 1),
    f"{TUNNELS}/1/TunnelBgpConfig": bgp(11, 65010, 1),
}
HEALTH = {"enable": True, "dip": "172.20.8.1", "sip": "10.20.0.1", "interval": 3, "retry": 3}
CHECKED = {**ONE_EACH, "/HealthCheckConfig": HEALTH}
WITH_BGP = {"/BgpConfig": BGP}


def sets(name: str, pointer: str, value: Any, *codes: str, **more: Any) -> Fault:
    """A fault of one value, told at the value."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Fault(name, {pointer: value}, tuple((code, pointer, text) for code in codes), **more)


def item(name: str, pointer: str, items: list[str], *codes: str, at: int = 0, **more: Any) -> Fault:
    """A fault of one item of a list."""
    says = tuple((code, f"{pointer}/{at}", items[at]) for code in codes)
    return Fault(name, {pointer: items}, says, **more)


def lacks(name: str, pointer: str, code: str, at: str, **more: Any) -> Fault:
    """A fault of a field that is left out, told at a key."""
    return Fault(name, {pointer: GONE}, ((code, pointer, at),), **more)


LONG = "hq-" + "x" * 98
FAULTS = (
    # Shape.
    lacks("no gateway", "/VpnGatewayId", "IPS101", "Name"),
    lacks("no local subnet", "/LocalSubnet", "IPS101", "Name"),
    lacks("no remote subnet", "/RemoteSubnet", "IPS101", "Name"),
    lacks("no peer", "/CustomerGatewayId", "IPS101", "Name", mode="single"),
    lacks("no peer of a tunnel", f"{TUNNELS}/1/CustomerGatewayId", "IPS101", "Role", mode="dual"),
    Fault("field of another call", {"/ResourceGroupId": "rg-1"}, (("IPS102", None, "ResourceGroupId"),)),
    Fault(
        "misspelt field", {f"{IKE}/IkeEncAlgo": "aes"}, (("IPS102", f"{IKE}/IkeEncAlg", "IkeEncAlgo"),), mode="single"
    ),
    sets("text for a boolean", "/EffectImmediately", "soon", "IPS103"),
    sets("no object", "/IpsecConfig", "aes256", "IPS103", mode="single"),
    sets("cipher by another name", f"{IKE}/IkeEncAlg", "AES-128-CBC", "IPS104"),
    sets("hash that is not there", f"{IPSEC}/IpsecAuthAlg", "sha2", "IPS104"),
    sets("group that is not there", f"{IPSEC}/IpsecPfs", "group19", "IPS104"),
    sets("capital version", f"{IKE}/IkeVersion", "IKEv2", "IPS104"),
    sets("version of 2019", f"{IKE}/IkeVersion", "Ikev2", "IPS105"),
    sets("group of 2019", f"{IKE}/IkePfs", "group24", "IPS105"),
    sets("token too long", "/ClientToken", "t" * 65, "IPS106"),
    Fault("barred tag", {"/Tags": [{"Key": "acs:x", "Value": "net"}]}, (("IPS106", "/Tags/0/Key", "acs:x"),)),
    Fault(
        "both modes",
        {"/CustomerGatewayId": "cgw-uf605kn75f4na8b1n5cg9"},
        (("IPS108", "/CustomerGatewayId", "CustomerGatewayId"),),
        mode="dual",
    ),
    sets("sample id", "/VpnGatewayId", "vpn-bp1q8bgx4xnkxxxxxxxx", "IPS109"),
    item("documentation range", "/RemoteSubnet", ["198.51.100.0/24"], "IPS109"),
    sets("id of a peer", "/VpnGatewayId", "cgw-uf605kn75f4na8b1n5cg9", "IPS110"),
    # Addresses.
    item("bare address", "/RemoteSubnet", ["172.20.8.0/22", "172.24.0.7"], "IPS201", at=1),
    item("leading zero", "/LocalSubnet", ["10.20.0.0/016"], "IPS201"),
    item("comma in an item", "/RemoteSubnet", ["172.20.8.0/22,172.24.0.0/16"], "IPS201"),
    item("host bits", "/RemoteSubnet", ["172.24.0.0/16", "172.20.8.9/22"], "IPS202", at=1),
    item("twice", "/LocalSubnet", ["10.20.0.0/16", "10.64.0.0/12", "10.20.0.0/16"], "IPS204", at=2),
    item("nested", "/RemoteSubnet", ["172.24.9.0/24", "172.24.0.0/16"], "IPS204"),
    item("loopback", "/RemoteSubnet", ["127.0.0.0/8"], "IPS205"),
    item("multicast", "/LocalSubnet", ["224.1.0.0/16"], "IPS205"),
    item("shared address space", "/RemoteSubnet", ["100.64.0.0/10"], "IPS205"),
    item("slip of a private range", "/LocalSubnet", ["172.40.0.0/16"], "IPS206"),
    item("public range", "/RemoteSubnet", ["8.8.8.0/24"], "IPS206"),
    item("default route on one side", "/LocalSubnet", ["0.0.0.0/0"], "IPS207"),
    item("default route beside others", "/RemoteSubnet", ["172.20.8.0/22", "0.0.0.0/0"], "IPS207", at=1),
    item("IPv6", "/RemoteSubnet", ["fd00:20::/48"], "IPS208"),
    sets("empty side", "/RemoteSubnet", "", "IPS212"),
    Fault(
        "six on a side",
        {"/RemoteSubnet": [f"172.{n}.0.0/16" for n in range(17, 29, 2)]},
        (("IPS203", "/RemoteSubnet", "RemoteSubnet"),),
    ),
    Fault(
        "neighbours",
        {"/RemoteSubnet": ["172.20.0.0/17", "172.20.128.0/17"]},
        (("IPS210", "/RemoteSubnet", "RemoteSubnet"),),
    ),
    item("overlap", "/RemoteSubnet", ["192.168.77.0/24", "10.20.9.0/24"], "IPS301", at=1, given=ONE_EACH),
    item("the same on both ends", "/RemoteSubnet", ["10.20.0.0/16"], "IPS301", given=ONE_EACH),
    # Cryptography.
    sets("des", f"{IKE}/IkeEncAlg", "des", "IPS401"),
    sets("3des in phase 1", f"{IKE}/IkeEncAlg", "3des", "IPS401"),
    sets("3des in phase 2", f"{IPSEC}/IpsecEncAlg", "3des", "IPS401"),
    sets("md5", f"{IPSEC}/IpsecAuthAlg", "md5", "IPS402"),
    sets("sha1", f"{IKE}/IkeAuthAlg", "sha1", "IPS402"),
    sets(
        "hash below its cipher", f"{IKE}/IkeAuthAlg", "sha1", "IPS402", "IPS410", given={f"{IKE}/IkeEncAlg": "aes256"}
    ),
    sets("group2", f"{IKE}/IkePfs", "group2", "IPS403"),
    sets("group1 for PFS", f"{IPSEC}/IpsecPfs", "group1", "IPS403", "IPS405"),
    sets("group5", f"{IKE}/IkePfs", "group5", "IPS403"),
    sets("no PFS", f"{IPSEC}/IpsecPfs", "disabled", "IPS404"),
    sets("ikev1", f"{IKE}/IkeVersion", "ikev1", "IPS406", given=IKEV1),
    sets("main mode of ikev2", f"{IKE}/IkeMode", "main", "IPS408"),
    sets("aggressive mode of ikev2", f"{IKE}/IkeMode", "aggressive", "IPS408"),
    Fault(
        "aggressive mode",
        {f"{IKE}/IkeVersion": "ikev1", f"{IKE}/IkeMode": "aggressive"},
        (("IPS406", f"{IKE}/IkeVersion", "ikev1"), ("IPS407", f"{IKE}/IkeMode", "aggressive")),
        given=IKEV1,
    ),
    Fault(
        "several with ikev1",
        {f"{IKE}/IkeVersion": "ikev1", "/RemoteSubnet": ["172.20.8.0/22", "172.24.0.0/16"]},
        (("IPS406", f"{IKE}/IkeVersion", "ikev1"), ("IPS209", "/RemoteSubnet", "RemoteSubnet")),
        given=IKEV1,
    ),
    sets("sm4 with sha", f"{IKE}/IkeEncAlg", "sm4", "IPS412"),
    # Lifetimes.
    sets("lifetime with a unit", f"{IKE}/IkeLifetime", "8h", "IPS501"),
    sets("lifetime out of range", f"{IPSEC}/IpsecLifetime", 86401, "IPS501"),
    sets("lifetime of zero", f"{IPSEC}/IpsecLifetime", 0, "IPS502"),
    sets("long phase 2", f"{IPSEC}/IpsecLifetime", 43200, "IPS503", given={f"{IKE}/IkeLifetime": 86400}),
    sets("short phase 1", f"{IKE}/IkeLifetime", 899, "IPS504", given={f"{IPSEC}/IpsecLifetime": 600}),
    sets("short phase 2", f"{IPSEC}/IpsecLifetime", 299, "IPS504"),
    sets("phase 2 outlives", f"{IPSEC}/IpsecLifetime", 7200, "IPS505", given={f"{IKE}/IkeLifetime": 3600}),
    # Names, keys, identities.
    sets("long name", "/Name", LONG, "IPS601"),
    sets("name of one character", "/Name", "x", "IPS601"),
    sets("name with a prefix", "/Name", "http://hq", "IPS602"),
    Fault("name with a blank", {"/Name": "hq shanghai"}, (("IPS603", "/Name", " "),)),
    lacks("no name", "/Name", "IPS606", "VpnGatewayId"),
    sets("literal key", f"{IKE}/Psk", "q7Vd2mXw9LzR4tKpYb6NfH3sJc8GuE5a", "IPS701", mode="single"),
    sets("guessable key", f"{IKE}/Psk", "Passw0rd", "IPS701", "IPS702", mode="single"),
    sets("short key", f"{IKE}/Psk", "Wq8ZtY2nLr5VkX7c", "IPS701", "IPS703", mode="single"),
    sets(
        "curly quotes", f"{IKE}/Psk", "\u201cq7Vd2mXw9LzR4tKpYb6NfH3sJc8GuE5a\u201d", "IPS701", "IPS704", mode="single"
    ),
    Fault(
        "one key for two peers",
        {f"{IKE}/Psk": "${env:VPN_PSK}"},
        (("IPS705", f"{TUNNELS}/1/TunnelIkeConfig/Psk", "${env:VPN_PSK}"),),
        mode="dual",
    ),
    lacks("no key", f"{IKE}/Psk", "IPS706", "IkeConfig"),
    sets("id of a resource", f"{IKE}/LocalId", "vpn-uf6d3ky11pf86rmjfz6jz", "IPS707"),
    sets("id with a blank", f"{IKE}/RemoteId", "branch office", "IPS708"),
    sets("@ before an address", f"{IKE}/LocalId", "@47.98.33.21", "IPS708"),
    Fault(
        "equal ids",
        {f"{IKE}/LocalId": "47.98.33.21", f"{IKE}/RemoteId": "47.98.33.21"},
        (("IPS709", f"{IKE}/LocalId", "47.98.33.21"),),
    ),
    Fault(
        "name in main mode",
        {f"{IKE}/IkeVersion": "ikev1", f"{IKE}/RemoteId": "branch.example.org"},
        (("IPS406", f"{IKE}/IkeVersion", "ikev1"), ("IPS710", f"{IKE}/RemoteId", "branch.example.org")),
        given=IKEV1,
    ),
    # Tunnels and BGP.
    Fault("one tunnel", {f"{TUNNELS}/1": GONE}, (("IPS801", TUNNELS, "TunnelOptionsSpecification"),), mode="dual"),
    sets("two masters", f"{TUNNELS}/1/Role", "master", "IPS802", mode="dual"),
    Fault(
        "tunnels differ",
        {f"{TUNNELS}/1/TunnelIpsecConfig/IpsecEncAlg": "aes"},
        (("IPS411", f"{TUNNELS}/1/TunnelIpsecConfig/IpsecEncAlg", "aes"),),
        given={f"{IPSEC}/IpsecEncAlg": "aes256"},
        mode="dual",
    ),
    sets("one peer for both", f"{TUNNELS}/1/CustomerGatewayId", "cgw-uf605kn75f4na8b1n5c19", "IPS803", mode="dual"),
    sets("wide inside CIDR", "/BgpConfig/TunnelCidr", "169.254.10.0/29", "IPS811", given=WITH_BGP, mode="single"),
    sets("address outside", "/BgpConfig/LocalBgpIp", "169.254.11.1", "IPS812", given=WITH_BGP, mode="single"),
    sets("network address", "/BgpConfig/LocalBgpIp", "169.254.10.0", "IPS812", given=WITH_BGP, mode="single"),
    sets("ASN of zero", "/BgpConfig/LocalAsn", 0, "IPS814", given=WITH_BGP, mode="single"),
    Fault(
        "no inside CIDR",
        {"/BgpConfig/TunnelCidr": GONE},
        (("IPS816", "/BgpConfig", "BgpConfig"),),
        given=WITH_BGP,
        mode="single",
    ),
    Fault(
        "barred CIDR",
        {f"{TUNNELS}/0/TunnelBgpConfig": bgp(0, 65010, 1)},
        (("IPS811", f"{TUNNELS}/0/TunnelBgpConfig/TunnelCidr", "169.254.0.0/30"),),
        given=TWO_BGP,
        mode="dual",
    ),
    sets("ASNs differ", f"{TUNNELS}/1/TunnelBgpConfig/LocalAsn", 65011, "IPS815", given=TWO_BGP, mode="dual"),
    Fault(
        "one inside CIDR for both",
        {f"{TUNNELS}/1/TunnelBgpConfig/{key}": value for key, value in bgp(10, 65010, 2).items()},
        (("IPS813", f"{TUNNELS}/1/TunnelBgpConfig/TunnelCidr", "169.254.10.0/30"),),
        given=TWO_BGP,
        mode="dual",
    ),
    # DPD, NAT traversal, health checks.
    sets("no DPD", "/EnableDpd", False, "IPS821", mode="single"),
    sets("no DPD in a tunnel", f"{TUNNELS}/0/EnableDpd", "false", "IPS821", mode="dual"),
    sets("no NAT traversal", "/EnableNatTraversal", False, "IPS822", mode="single"),
    Fault(
        "check without source",
        {"/HealthCheckConfig/sip": GONE},
        (("IPS831", "/HealthCheckConfig", "HealthCheckConfig"),),
        given=CHECKED,
        mode="single",
    ),
    sets("check outside", "/HealthCheckConfig/dip", "172.31.0.1", "IPS832", given=CHECKED, mode="single"),
    Fault(
        "check beside tunnels",
        {"/HealthCheckConfig": HEALTH},
        (("IPS833", "/HealthCheckConfig", "HealthCheckConfig"),),
        given=ONE_EACH,
        mode="dual",
    ),
)
