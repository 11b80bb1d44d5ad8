#!/bin/sh
read -rsp "Key of Osaka: " PSK
aliyun vpc CreateVpnConnection --RegionId cn-shanghai --Name hq-to-osaka \
  --VpnGatewayId vpn-uf6d3ky11pf86rmjfz6jz --CustomerGatewayId cgw-uf605kn75f4na8b1n5cg9 \
  --LocalSubnet 10.20.0.0/16 --RemoteSubnet 172.20.8.0/22 \
  --IkeConfig "{\"Psk\":\"$PSK\",\"IkeVersion\":\"ikev2\",\"IkeEncAlg\":\"aes256\",\"IkeAuthAlg\":\"sha256\",\"IkePfs\":\"group14\"}" \
  --IpsecConfig '{"IpsecEncAlg":"aes256","IpsecAuthAlg":"sha256","IpsecPfs":"group14","IpsecLifetime":28800}'
read -rsp "Key of Seoul: " PSK
aliyun vpc CreateVpnConnection --RegionId cn-shanghai --Name hq-to-seoul \
  --VpnGatewayId vpn-uf6d3ky11pf86rmjfz6jz --CustomerGatewayId cgw-uf6u1d9p4xk2w7q3r8t5m \
  --LocalSubnet 10.20.0.0/16 --RemoteSubnet 172.24.8.0/22 \
  --IkeConfig "{\"Psk\":\"$PSK\",\"IkeVersion\":\"ikev2\",\"IkeEncAlg\":\"aes256\",\"IkeAuthAlg\":\"sha256\",\"IkePfs\":\"group14\"}" \
  --IpsecConfig '{"IpsecEncAlg":"aes256","IpsecAuthAlg":"sha256","IpsecPfs":"group14","IpsecLifetime":28800}'
