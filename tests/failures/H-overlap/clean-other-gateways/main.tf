resource "alicloud_vpn_connection" "office" {
  vpn_connection_name = "office"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]

  ike_config {
    psk          = var.psk
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

resource "alicloud_vpn_connection" "office_of_another_region" {
  vpn_connection_name = "office-of-another-region"
  vpn_gateway_id      = "vpn-2ze6m1c8b3v9x5k7q4w2e"
  customer_gateway_id = "cgw-2ze1f5h7k3d9s2a6p8o4i"
  local_subnet        = ["10.64.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]

  ike_config {
    psk          = var.other_psk
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

variable "other_psk" {
  sensitive = true
}

variable "psk" {
  type      = string
  sensitive = true
}
