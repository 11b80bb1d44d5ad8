locals {
  sites = {
    north = { peer = "cgw-uf605kn75f4na8b1n5cg9", net = "172.20.0.0/16" }
    south = { peer = "cgw-uf6a1b2c3d4e5f6g7h8i9", net = "172.20.64.0/18" } # says IPS302
  }
}

resource "alicloud_vpn_connection" "site" {
  for_each            = local.sites
  vpn_connection_name = each.key
  vpn_gateway_id      = var.gateway_id
  customer_gateway_id = each.value.peer
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = [each.value.net]

  ike_config {
    psk          = var.psks[each.key]
    ike_version  = "ikev2"
    ike_enc_alg  = "aes256"
    ike_auth_alg = "sha256"
    ike_pfs      = "group14"
    ike_lifetime = 86400
  }

  ipsec_config {
    ipsec_enc_alg  = "aes256"
    ipsec_auth_alg = "sha256"
    ipsec_pfs      = "group14"
    ipsec_lifetime = 28800
  }
}

variable "gateway_id" {}

variable "psks" {
  type      = map(string)
  sensitive = true
}
