variable "gateway" {
  default = ""
}

resource "alicloud_vpn_connection" "hq" {
  vpn_connection_name = "hq-to-osaka"
  vpn_gateway_id      = var.gateway
  customer_gateway_id = ""
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]
  tunnel_options_specification {
    role                 = "master"
    customer_gateway_id  = ""
    enable_dpd           = true
    enable_nat_traversal = true
  }
  tunnel_options_specification {
    role                 = "slave"
    enable_dpd           = true
    enable_nat_traversal = true
  }
}
