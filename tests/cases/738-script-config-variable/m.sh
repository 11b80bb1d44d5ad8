#!/bin/bash
IKE='{"IkeVersion":"ikev2","IkeAuthAlg":"md5","IkePfs":"group14","IkeLifetime":86400}'
aliyun vpc CreateVpnConnection --RegionId cn-hangzhou --VpnGatewayId vpn-2ze1tc0cj870sa2g5k6s5 --CustomerGatewayId cgw-uf66vuuxnderdctckgkwc --Name cv --LocalSubnet 10.20.0.0/16 --RemoteSubnet 172.20.0.0/16 --IkeConfig "$IKE" --IpsecConfig '{"IpsecAuthAlg":"sha256","IpsecPfs":"group14","IpsecLifetime":3600}'
