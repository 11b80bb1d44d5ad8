variable "peer" {}

locals {
  peers = { osaka = "8.209.77.31", seoul = "203.0.113.77" }
}

resource "alicloud_vpn_customer_gateway" "spare" {
  for_each   = local.peers
  ip_address = each.value
}

resource "alicloud_vpn_customer_gateway" "pair" {
  count      = 2
  ip_address = "192.0.2.1"
}

resource "alicloud_vpn_connection" "hq" {
  vpn_connection_name = "hq-to-osaka"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = alicloud_vpn_customer_gateway.pair[0].id
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]
}
