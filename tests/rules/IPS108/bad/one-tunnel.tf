resource "alicloud_vpn_connection" "hq" {
  vpn_connection_name = "hq-to-osaka"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]
  tunnel_options_specification {
    role                 = "master"
    customer_gateway_id  = "cgw-uf605kn75f4na8b1n5cg9"
    enable_dpd           = true
    enable_nat_traversal = true
  }
}
