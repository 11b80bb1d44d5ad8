#!/bin/sh
aws ec2 create-vpn-connection --type ipsec.1
aliyun ecs DescribeInstances
aliyun vpc DescribeVpnConnections --VpnGatewayId vpn-x --CustomerGatewayId cgw-x
echo aliyun vpc CreateVpnConnection later
