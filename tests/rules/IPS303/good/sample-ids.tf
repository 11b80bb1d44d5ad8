resource "alicloud_vpn_connection" "line" {
  count               = 2
  vpn_gateway_id      = "vpn-xxxxxxxx"
  customer_gateway_id = "cgw-xxxxxxxx"
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]
}
