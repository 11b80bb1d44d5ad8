"""Connections without a fault, from which the rules' pages make their examples."""

from __future__ import annotations

from ipseclint.rules.rule import Example

SINGLE = """\
Name: hq-to-shanghai
VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9
LocalSubnet: 10.20.0.0/16
RemoteSubnet: 172.20.8.0/22
IkeConfig: {Psk: "${env:VPN_PSK}", IkeVersion: ikev2, IkeEncAlg: aes256, IkeAuthAlg: sha256, IkePfs: group14}
IpsecConfig: {IpsecEncAlg: aes256, IpsecAuthAlg: sha256, IpsecPfs: group14, IpsecLifetime: 28800}
"""

DUAL = """\
Name: hq-to-shanghai
VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
LocalSubnet: 10.20.0.0/16
RemoteSubnet: 172.20.8.0/22
EnableTunnelsBgp: true
TunnelOptionsSpecification:
  - Role: master
    CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9
    TunnelIkeConfig:
      {Psk: "${env:PSK_1}", IkeVersion: ikev2, IkeEncAlg: aes256, IkeAuthAlg: sha256, IkePfs: group14}
    TunnelIpsecConfig: {IpsecEncAlg: aes256, IpsecAuthAlg: sha256, IpsecPfs: group14, IpsecLifetime: 28800}
    TunnelBgpConfig: {LocalAsn: 65010, TunnelCidr: 169.254.10.0/30, LocalBgpIp: 169.254.10.1}
  - Role: slave
    CustomerGatewayId: cgw-uf6u1d9p4xk2w7q3r8t5m
    TunnelIkeConfig:
      {Psk: "${env:PSK_2}", IkeVersion: ikev2, IkeEncAlg: aes256, IkeAuthAlg: sha256, IkePfs: group14}
    TunnelIpsecConfig: {IpsecEncAlg: aes256, IpsecAuthAlg: sha256, IpsecPfs: group14, IpsecLifetime: 28800}
    TunnelBgpConfig: {LocalAsn: 65010, TunnelCidr: 169.254.11.0/30, LocalBgpIp: 169.254.11.1}
"""

# The certificate is valid from 2024 to 2074.
SM = """\
Name: hq-to-beijing
VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9
LocalSubnet: 10.20.0.0/16
RemoteSubnet: 172.20.8.0/22
IkeConfig: {IkeVersion: ikev1, IkeMode: main, IkeEncAlg: sm4, IkeAuthAlg: sm3, RemoteId: "CN=peer-ca.example,O=Works"}
IpsecConfig: {IpsecEncAlg: sm4, IpsecAuthAlg: sm3, IpsecLifetime: 3600}
RemoteCaCertificate: |
  -----BEGIN CERTIFICATE-----
  MIIBajCCARGgAwIBAgIUKODi3a8kOsc41XagMn1gcHTObkgwCgYIKoZIzj0EAwIw
  KjEYMBYGA1UEAwwPcGVlci1jYS5leGFtcGxlMQ4wDAYDVQQKDAVXb3JrczAgFw0y
  NDAxMDEwMDAwMDBaGA8yMDc0MDEwMTAwMDAwMFowKjEYMBYGA1UEAwwPcGVlci1j
  YS5leGFtcGxlMQ4wDAYDVQQKDAVXb3JrczBZMBMGByqGSM49AgEGCCqGSM49AwEH
  A0IABG0B5FEVImufQpjVTYejXly9bXdYO/dRzQLUfScD/BiRIQ38acBJU37q8s7n
  GZ2dnoGzmNRKwHn6tuY/GyzO31GjEzARMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI
  zj0EAwIDRwAwRAIgUVa3Y7QUpvJz0sbuVi6Z8rp3ZaIt8ppM01LHeBwLzg4CIBzX
  /ke1bMdEYWU8wi0F2/czX+DJwcG8wwZqHoIfmXeK
  -----END CERTIFICATE-----
"""


def altered(text: str, *changes: tuple[str, str]) -> str:
    """A sample with some of its text exchanged. Raises ValueError for text that it does not have."""
    for old, new in changes:
        if old not in text:
            raise ValueError(f"the sample has no {old!r}")
        text = text.replace(old, new)
    return text


def single(*changes: tuple[str, str]) -> Example:
    """The connection with one tunnel, with some of its text exchanged."""
    return Example(altered(SINGLE, *changes))
