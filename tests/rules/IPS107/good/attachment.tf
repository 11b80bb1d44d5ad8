variable "psk" {
  type      = string
  sensitive = true
}

resource "alicloud_vpn_gateway_vpn_attachment" "site" {
  vpn_attachment_name = "site"
  network_type = "public"
  local_subnet = "0.0.0.0/0"
  remote_subnet = "0.0.0.0/0"
  tunnel_options_specification {
    tunnel_index = 1
    customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
    enable_dpd = true
    enable_nat_traversal = true
  tunnel_ike_config {
    psk          = var.psk
    ike_version  = "ikev2"
    ike_enc_alg  = "aes256"
    ike_auth_alg = "sha256"
    ike_pfs      = "group14"
    ike_lifetime = 86400
  }
  tunnel_ipsec_config {
    ipsec_enc_alg  = "aes256"
    ipsec_auth_alg = "sha256"
    ipsec_pfs      = "group14"
    ipsec_lifetime = 28800
  }
  }
  tunnel_options_specification {
    tunnel_index = 2
    customer_gateway_id = "cgw-uf6u1d9p4xk2w7q3r8t5m"
    enable_dpd = true
    enable_nat_traversal = true
  tunnel_ike_config {
    psk          = var.psk
    ike_version  = "ikev2"
    ike_enc_alg  = "aes256"
    ike_auth_alg = "sha256"
    ike_pfs      = "group14"
    ike_lifetime = 86400
  }
  tunnel_ipsec_config {
    ipsec_enc_alg  = "aes256"
    ipsec_auth_alg = "sha256"
    ipsec_pfs      = "group14"
    ipsec_lifetime = 28800
  }
  }
}
