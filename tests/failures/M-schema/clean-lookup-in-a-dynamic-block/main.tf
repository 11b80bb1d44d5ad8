resource "alicloud_vpn_connection" "office" {
  vpn_connection_name = "office"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = lookup(local.site, "peer", null)
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]

  dynamic "ike_config" {
    for_each = [lookup(local.site, "ike", {})]
    content {
      psk          = var.psk
      ike_version  = lookup(ike_config.value, "version", "ikev2")
      ike_enc_alg  = lookup(ike_config.value, "enc", "aes256")
      ike_auth_alg = lookup(ike_config.value, "auth", "sha256")
      ike_pfs      = lookup(ike_config.value, "pfs", "group14")
      ike_lifetime = lookup(ike_config.value, "lifetime", 86400)
    }
  }

  ipsec_config {
    ipsec_enc_alg  = "aes256"
    ipsec_auth_alg = "sha256"
    ipsec_pfs      = "group14"
    ipsec_lifetime = 28800
  }
}

locals {
  site = {
    peer = "cgw-uf605kn75f4na8b1n5cg9"
    ike  = { auth = "sha384" }
  }
}

variable "psk" {
  type      = string
  sensitive = true
}
