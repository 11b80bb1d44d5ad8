resource "alicloud_vpn_connection" "office" {
  vpn_connection_name = "office"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]

  dynamic "ike_config" { # open IPS401 IPS402 IPS403 IPS406 IPS502
    for_each = var.ike
    content {
      psk          = var.psk
      ike_version  = ike_config.value.version
      ike_auth_alg = ike_config.value.auth
    }
  }

  dynamic "ipsec_config" { # open IPS401 IPS402 IPS403 IPS404 IPS502
    for_each = var.ipsec
    content {
      ipsec_pfs = ipsec_config.value
    }
  }
}

variable "ike" {}

variable "ipsec" {}

variable "psk" {
  type      = string
  sensitive = true
}
