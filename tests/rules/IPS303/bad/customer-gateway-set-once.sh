#!/bin/sh
CGW=$(aliyun vpc CreateCustomerGateway --RegionId cn-shanghai --IpAddress 121.40.63.18 | jq -r .CustomerGatewayId)
aliyun vpc CreateVpnConnection --RegionId cn-shanghai --Name hq-to-osaka \
  --VpnGatewayId vpn-uf6d3ky11pf86rmjfz6jz --CustomerGatewayId "$CGW" \
  --LocalSubnet 10.20.0.0/16 --RemoteSubnet 172.20.8.0/22 \
  --IkeConfig "{\"Psk\":\"$OSAKA_PSK\",\"IkeVersion\":\"ikev2\",\"IkeEncAlg\":\"aes256\",\"IkeAuthAlg\":\"sha256\",\"IkePfs\":\"group14\"}" \
  --IpsecConfig '{"IpsecEncAlg":"aes256","IpsecAuthAlg":"sha256","IpsecPfs":"group14","IpsecLifetime":28800}'
aliyun vpc CreateVpnConnection --RegionId cn-shanghai --Name hq-to-osaka-2 \
  --VpnGatewayId vpn-uf6d3ky11pf86rmjfz6jz --CustomerGatewayId "$CGW" \
  --LocalSubnet 10.20.0.0/16 --RemoteSubnet 172.20.8.0/22 \
  --IkeConfig "{\"Psk\":\"$OSAKA_PSK\",\"IkeVersion\":\"ikev2\",\"IkeEncAlg\":\"aes256\",\"IkeAuthAlg\":\"sha256\",\"IkePfs\":\"group14\"}" \
  --IpsecConfig '{"IpsecEncAlg":"aes256","IpsecAuthAlg":"sha256","IpsecPfs":"group14","IpsecLifetime":28800}'
