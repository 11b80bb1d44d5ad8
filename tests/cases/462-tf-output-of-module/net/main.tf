resource "alicloud_vpc" "main" {
  vpc_name   = "vpc-main"
  cidr_block = "10.40.0.0/16"
}

resource "alicloud_vpn_gateway" "main" {
  vpn_gateway_name = "gw-main"
  vpc_id           = alicloud_vpc.main.id
  bandwidth        = 10
  enable_ipsec     = true
}

output "gateway_id" { value = alicloud_vpn_gateway.main.id }
output "cidrs" { value = ["10.40.0.0/16"] }
