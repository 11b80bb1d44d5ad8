resource "alicloud_vpn_connection" "before" {
  vpn_connection_name = "before"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["10.20.0.0/16"] # says IPS301

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

resource "alicloud_vpn_connection" "broken" {
  vpn_connection_name = "broken # says IPS002
  local_subnet        = ["10.20.0.0/16"]
}

resource "alicloud_vpn_connection" "after" {
  vpn_connection_name = "after"
  vpn_gateway_id      = "vpn-2ze6m1c8b3v9x5k7q4w2e"
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]

  ike_config {
    psk          = var.other_psk
    ike_version  = "ikev2"
    ike_enc_alg  = "des" # says IPS401
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

variable "psk" {
  type      = string
  sensitive = true
}

variable "other_psk" {
  sensitive = true
}
