#!/usr/bin/env bash
# Creates both connections. The keys come from the environment.
set -euo pipefail

aliyun vpc CreateVpnConnection --RegionId cn-shenzhen --Name branch-shenzhen \
  --VpnGatewayId vpn-wz9vhg9hsf7jjtejfh3i0 --CustomerGatewayId cgw-wz9iqie811jy8h07d8vzk \
  --LocalSubnet 10.20.0.0/16 --RemoteSubnet '172.20.8.0/22,10.20.9.0/24,172.24.0.7/16' \
  --EnableDpd false \
  --IkeConfig '{"Psk":"'"$BRANCH_PSK"'","IkeVersion":"ikev2","IkeEncAlg":"aes","IkeAuthAlg":"md5","IkePfs":"group14",
                "LocalId":"vpn-wz9vhg9hsf7jjtejfh3i0","IkeLifetime":28800}' \
  --IpsecConfig '{"IpsecEncAlg":"aes","IpsecAuthAlg":"sha256","IpsecPfs":"disabled","IpsecLifetime":3600}' \
  --HealthCheckConfig '{"enable":"true","dip":"172.21.0.1","sip":"10.20.0.1","interval":"3","retry":"3"}'

PHASE2="aes256"
aliyun vpc CreateVpnConnection --force \
  --RegionId cn-beijing \
  --Name hq-beijing \
  --VpnGatewayId vpn-2ze6m1c8b3v9x5k7q4w2e \
  --LocalSubnet 10.64.0.0/16 \
  --RemoteSubnet 192.168.16.0/20 \
  --EnableTunnelsBgp true \
  --TunnelOptionsSpecification.1.Role master \
  --TunnelOptionsSpecification.1.CustomerGatewayId cgw-2ze1f5h7k3d9s2a6p8o4i \
  --TunnelOptionsSpecification.1.TunnelIkeConfig.Psk "${HQ_PSK_1}" \
  --TunnelOptionsSpecification.1.TunnelIkeConfig.IkeVersion ikev2 \
  --TunnelOptionsSpecification.1.TunnelIkeConfig.IkeEncAlg aes256 \
  --TunnelOptionsSpecification.1.TunnelIkeConfig.IkeAuthAlg sha384 \
  --TunnelOptionsSpecification.1.TunnelIkeConfig.IkePfs group14 \
  --TunnelOptionsSpecification.1.TunnelIpsecConfig.IpsecEncAlg "$PHASE2" \
  --TunnelOptionsSpecification.1.TunnelIpsecConfig.IpsecAuthAlg sha384 \
  --TunnelOptionsSpecification.1.TunnelIpsecConfig.IpsecPfs group14 \
  --TunnelOptionsSpecification.1.TunnelIpsecConfig.IpsecLifetime 14400 \
  --TunnelOptionsSpecification.1.TunnelBgpConfig.LocalAsn 65100 \
  --TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr 169.254.20.0/30 \
  --TunnelOptionsSpecification.1.TunnelBgpConfig.LocalBgpIp 169.254.20.1 \
  --TunnelOptionsSpecification.2.Role slave \
  --TunnelOptionsSpecification.2.CustomerGatewayId cgw-2zeq8w6e4r2t0y9u7i5o3 \
  --TunnelOptionsSpecification.2.TunnelIkeConfig.Psk "${HQ_PSK_2}" \
  --TunnelOptionsSpecification.2.TunnelIkeConfig.IkeVersion ikev2 \
  --TunnelOptionsSpecification.2.TunnelIkeConfig.IkeEncAlg aes256 \
  --TunnelOptionsSpecification.2.TunnelIkeConfig.IkeAuthAlg sha384 \
  --TunnelOptionsSpecification.2.TunnelIkeConfig.IkePfs group14 \
  --TunnelOptionsSpecification.2.TunnelIpsecConfig.IpsecEncAlg "$PHASE2" \
  --TunnelOptionsSpecification.2.TunnelIpsecConfig.IpsecAuthAlg sha384 \
  --TunnelOptionsSpecification.2.TunnelIpsecConfig.IpsecPfs group14 \
  --TunnelOptionsSpecification.2.TunnelIpsecConfig.IpsecLifetime 14400 \
  --TunnelOptionsSpecification.2.TunnelBgpConfig.LocalAsn 65100 \
  --TunnelOptionsSpecification.2.TunnelBgpConfig.TunnelCidr 169.254.21.0/30 \
  --TunnelOptionsSpecification.2.TunnelBgpConfig.LocalBgpIp 169.254.21.1
