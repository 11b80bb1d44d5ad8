#!/bin/bash
id=$(aliyun vpc CreateVpnConnection \
  --RegionId cn-hangzhou \
  --VpnGatewayId vpn-2zenvd76hp2gdz1qxbanx \
  --CustomerGatewayId cgw-2zecerjd8xdfu3zynb97z \
  --Name sh-line \
  --LocalSubnet 10.20.0.0/16 \
  --RemoteSubnet 172.20.0.0/16 \
  --IkeConfig '{"Psk":"'"$PSK"'","IkeVersion":"ikev2","IkeEncAlg":"aes256","IkeAuthAlg":"sha256","IkePfs":"group14","IkeLifetime":86400}' \
  --IpsecConfig '{"IpsecEncAlg":"aes256","IpsecAuthAlg":"sha256","IpsecPfs":"group14","IpsecLifetime":28800}' | jq -r .VpnConnectionId)
