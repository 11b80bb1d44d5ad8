resource "alicloud_vpn_connection" "site" {
  for_each            = var.sites # open IPS601 IPS602 IPS603
  vpn_connection_name = each.key
  vpn_gateway_id      = each.value.gateway # open IPS110
  customer_gateway_id = each.value.peer
  local_subnet        = each.value.local  # open IPS201 IPS212 IPS301
  remote_subnet       = each.value.remote # open IPS201 IPS212 IPS301

  dynamic "tunnel_options_specification" { # open IPS108 IPS801
    for_each = each.value.tunnels
    content {
      role                = tunnel_options_specification.value.role
      customer_gateway_id = tunnel_options_specification.value.peer
    }
  }
}

variable "sites" {}
