#!/bin/sh
VPN=$(make_gateway one)
aliyun vpc CreateVpnConnection --RegionId cn-shanghai --Name hq-to-osaka \
  --VpnGatewayId "$VPN" --CustomerGatewayId cgw-uf605kn75f4na8b1n5cg9 \
  --LocalSubnet 10.20.0.0/16 --RemoteSubnet 172.20.8.0/22 \
  --IkeConfig "{\"Psk\":\"$OSAKA_PSK\",\"IkeVersion\":\"ikev2\",\"IkeEncAlg\":\"aes256\",\"IkeAuthAlg\":\"sha256\",\"IkePfs\":\"group14\"}" \
  --IpsecConfig '{"IpsecEncAlg":"aes256","IpsecAuthAlg":"sha256","IpsecPfs":"group14","IpsecLifetime":28800}'
VPN=$(make_gateway two)
aliyun vpc CreateVpnConnection --RegionId cn-shanghai --Name hq-to-seoul \
  --VpnGatewayId "$VPN" --CustomerGatewayId cgw-uf6u1d9p4xk2w7q3r8t5m \
  --LocalSubnet 10.20.0.0/16 --RemoteSubnet 172.20.8.0/24 \
  --IkeConfig "{\"Psk\":\"$SEOUL_PSK\",\"IkeVersion\":\"ikev2\",\"IkeEncAlg\":\"aes256\",\"IkeAuthAlg\":\"sha256\",\"IkePfs\":\"group14\"}" \
  --IpsecConfig '{"IpsecEncAlg":"aes256","IpsecAuthAlg":"sha256","IpsecPfs":"group14","IpsecLifetime":28800}'
