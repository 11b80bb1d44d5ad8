"""Connections without a fault, from which the rules' pages make their examples."""

from __future__ import annotations

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
    TunnelIkeConfig: {Psk: "${env:PSK_1}", IkeVersion: ikev2, IkeEncAlg: aes256, IkeAuthAlg: sha256, IkePfs: group14}
    TunnelIpsecConfig: {IpsecEncAlg: aes256, IpsecAuthAlg: sha256, IpsecPfs: group14, IpsecLifetime: 28800}
    TunnelBgpConfig: {LocalAsn: 65010, TunnelCidr: 169.254.10.0/30, LocalBgpIp: 169.254.10.1}
  - Role: slave
    CustomerGatewayId: cgw-uf6u1d9p4xk2w7q3r8t5m
    TunnelIkeConfig: {Psk: "${env:PSK_2}", IkeVersion: ikev2, IkeEncAlg: aes256, IkeAuthAlg: sha256, IkePfs: group14}
    TunnelIpsecConfig: {IpsecEncAlg: aes256, IpsecAuthAlg: sha256, IpsecPfs: group14, IpsecLifetime: 28800}
    TunnelBgpConfig: {LocalAsn: 65010, TunnelCidr: 169.254.11.0/30, LocalBgpIp: 169.254.11.1}
"""
