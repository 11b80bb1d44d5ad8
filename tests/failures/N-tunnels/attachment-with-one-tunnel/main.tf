resource "alicloud_vpn_gateway_vpn_attachment" "dc" { # says IPS107
  vpn_attachment_name = "dc"
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
  local_subnet        = "0.0.0.0/0"
  remote_subnet       = "0.0.0.0/0"
  network_type        = "public"

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

variable "psk" {
  type      = string
  sensitive = true
}
