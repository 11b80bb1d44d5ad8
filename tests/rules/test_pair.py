"""The two ends of one tunnel: every parameter in which they differ is told, and nothing when they match."""

from __future__ import annotations

import pytest

from ipseclint.config import Config
from ipseclint.engine import lint
from ipseclint.finding import Finding
from ipseclint.span import Source

CONFIG = Config(selected=frozenset(("IPS901",)))

ONE = """\
Name: shanghai
VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9
LocalSubnet: 10.20.0.0/16
RemoteSubnet: 172.20.0.0/16
IkeConfig:
  Psk: {psk}
  IkeVersion: ikev1
  IkeMode: main
  IkeEncAlg: aes256
  IkeAuthAlg: sha256
  IkePfs: group14
  IkeLifetime: 86400
  LocalId: shanghai.example
  RemoteId: osaka.example
IpsecConfig:
  IpsecEncAlg: aes256
  IpsecAuthAlg: sha256
  IpsecPfs: group14
  IpsecLifetime: 28800
BgpConfig: {{EnableBgp: true, LocalAsn: 65010, TunnelCidr: 169.254.10.0/30, LocalBgpIp: 169.254.10.1}}
"""
KEY = "q7Vd2mXw9LzR4tKpYb6NfH3sJc8GuE5a"


def mirrored(text: str) -> str:
    """The other end of a connection."""
    swaps = [
        ("shanghai", "osaka"),
        ("vpn-uf6d3ky11pf86rmjfz6jz", "vpn-6wed3ky11pf86rmjfz6jz"),
        ("cgw-uf605kn75f4na8b1n5cg9", "cgw-6we5kn75f4na8b1n5cg9"),
        ("10.20.0.0/16", "172.20.0.0/16"),
        ("65010", "65020"),
        ("169.254.10.1}", "169.254.10.2}"),
    ]
    for one, other in swaps:
        text = text.replace(one, "\0").replace(other, one).replace("\0", other)
    return text


def document(one: str, other: str) -> str:
    indent = lambda text: "  - " + text.rstrip().replace("\n", "\n    ") + "\n"  # noqa: E731
    return (
        "connections:\n" + indent(one) + indent(other) + "vpn_gateways:\n"
        "  - {VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz, InternetIp: 47.103.20.5}\n"
        "  - {VpnGatewayId: vpn-6wed3ky11pf86rmjfz6jz, InternetIp: 8.209.77.31}\n"
        "customer_gateways:\n"
        "  - {CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9, IpAddress: 8.209.77.31, Asn: 65020}\n"
        "  - {CustomerGatewayId: cgw-6we5kn75f4na8b1n5cg9, IpAddress: 47.103.20.5, Asn: 65010}\n"
    )


def findings(one: str, other: str) -> list[Finding]:
    return list(lint([Source("pair.yaml", document(one, other))], CONFIG).findings)


FIRST = ONE.format(psk=KEY)
SECOND = mirrored(FIRST)


def test_a_matching_pair_is_silent() -> None:
    assert findings(FIRST, SECOND) == []
    assert findings(SECOND, FIRST) == []


@pytest.mark.parametrize(
    ("old", "new", "pointer", "severity"),
    [
        ("IkeVersion: ikev1", "IkeVersion: ikev2", "/IkeConfig/IkeVersion", "error"),
        ("IkeMode: main", "IkeMode: aggressive", "/IkeConfig/IkeMode", "error"),
        ("IkeEncAlg: aes256", "IkeEncAlg: aes", "/IkeConfig/IkeEncAlg", "error"),
        ("IkeAuthAlg: sha256", "IkeAuthAlg: sha512", "/IkeConfig/IkeAuthAlg", "error"),
        ("IkePfs: group14", "IkePfs: group5", "/IkeConfig/IkePfs", "error"),
        ("IkeLifetime: 86400", "IkeLifetime: 28800", "/IkeConfig/IkeLifetime", "warning"),
        (f"Psk: {KEY}", f"Psk: {KEY[::-1]}", "/IkeConfig/Psk", "error"),
        ("LocalId: osaka.example", "LocalId: kobe.example", "/IkeConfig/LocalId", "error"),
        ("RemoteId: shanghai.example", "RemoteId: hangzhou.example", "/IkeConfig/RemoteId", "error"),
        ("IpsecEncAlg: aes256", "IpsecEncAlg: aes192", "/IpsecConfig/IpsecEncAlg", "error"),
        ("IpsecAuthAlg: sha256", "IpsecAuthAlg: sha384", "/IpsecConfig/IpsecAuthAlg", "error"),
        ("IpsecPfs: group14", "IpsecPfs: disabled", "/IpsecConfig/IpsecPfs", "error"),
        ("IpsecLifetime: 28800", "IpsecLifetime: 3600", "/IpsecConfig/IpsecLifetime", "warning"),
        ("LocalSubnet: 172.20.0.0/16", "LocalSubnet: 172.20.0.0/17", "/LocalSubnet", "error"),
        ("RemoteSubnet: 10.20.0.0/16", "RemoteSubnet: 10.20.0.0/16,10.30.0.0/16", "/RemoteSubnet", "error"),
        ("TunnelCidr: 169.254.10.0/30", "TunnelCidr: 169.254.11.0/30", "/BgpConfig/TunnelCidr", "error"),
        ("LocalBgpIp: 169.254.10.2", "LocalBgpIp: 169.254.10.1", "/BgpConfig/LocalBgpIp", "error"),
        ("LocalAsn: 65020", "LocalAsn: 65030", "/BgpConfig/LocalAsn", "error"),
        ("EnableBgp: true", "EnableBgp: false", "/BgpConfig/EnableBgp", "error"),
    ],
)
def test_each_difference_is_told_at_its_parameter(old: str, new: str, pointer: str, severity: str) -> None:
    assert old in SECOND
    (finding,) = findings(FIRST, SECOND.replace(old, new, 1))
    assert (finding.code, finding.pointer, str(finding.severity)) == ("IPS901", pointer, severity)
    assert finding.connection == "osaka"
    assert len(finding.related) == 1
    assert KEY not in finding.message


def test_a_pfs_difference_under_ikev2_says_when_it_shows() -> None:
    one, other = (text.replace("ikev1", "ikev2") for text in (FIRST, SECOND))
    (finding,) = findings(one, other.replace("IpsecPfs: group14", "IpsecPfs: disabled"))
    assert "dies at its first rekey" in finding.message


def test_a_default_is_compared_like_a_written_value() -> None:
    (finding,) = findings(FIRST, SECOND.replace("  IkeEncAlg: aes256\n", "", 1))
    assert finding.pointer == "/IkeConfig/IkeEncAlg"


def test_what_is_unknown_or_only_one_way_is_not_compared() -> None:
    assert findings(FIRST, SECOND.replace("aes256", "${ENC}", 1)) == []
    text = document(FIRST, SECOND.replace("aes256", "des", 1)).replace("IpAddress: 47.103.20.5", "IpAddress: 1.2.3.4")
    assert list(lint([Source("pair.yaml", text)], CONFIG).findings) == []
