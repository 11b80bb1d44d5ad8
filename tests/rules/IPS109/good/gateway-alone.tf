resource "alicloud_vpn_customer_gateway" "osaka" {
  ip_address = "203.0.113.77"
}

resource "alicloud_vpn_connection" "hq" {
  count               = 0
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = alicloud_vpn_customer_gateway.osaka.id
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]
}
