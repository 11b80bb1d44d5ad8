variable "psk_a" {
  type      = string
  sensitive = true
}

variable "psk_b" {
  type      = string
  sensitive = true
}

resource "alicloud_vpn_customer_gateway" "a" {
  customer_gateway_name = "cgw-a"
  ip_address            = "121.40.63.18"
}

resource "alicloud_vpn_customer_gateway" "b" {
  customer_gateway_name = "cgw-b"
  ip_address            = "139.196.77.4"
}

resource "alicloud_vpn_gateway_vpn_attachment" "tr" {
  vpn_attachment_name = "tr-p"
  local_subnet = "0.0.0.0/0"
  remote_subnet = "0.0.0.0/0"
  effect_immediately = false
  enable_dpd = true
  resource_group_id = "rg-acfmv3k2q8h6d9t"
  tunnel_options_specification {
    tunnel_index = 1
    customer_gateway_id = alicloud_vpn_customer_gateway.a.id
    enable_dpd = true
    enable_nat_traversal = true
    tunnel_ike_config {
      psk = var.psk_a
      ike_version = "ikev2"
      ike_mode = "main"
      ike_enc_alg = "aes256"
      ike_auth_alg = "sha256"
      ike_pfs = "group14"
      ike_lifetime = 86400
    }
    tunnel_ipsec_config {
      ipsec_enc_alg = "aes256"
      ipsec_auth_alg = "sha256"
      ipsec_pfs = "group14"
      ipsec_lifetime = 28800
    }
  }
  tunnel_options_specification {
    tunnel_index = 2
    customer_gateway_id = alicloud_vpn_customer_gateway.b.id
    enable_dpd = true
    enable_nat_traversal = true
    tunnel_ike_config {
      psk = var.psk_b
      ike_version = "ikev2"
      ike_mode = "main"
      ike_enc_alg = "aes256"
      ike_auth_alg = "sha256"
      ike_pfs = "group14"
      ike_lifetime = 86400
    }
    tunnel_ipsec_config {
      ipsec_enc_alg = "aes256"
      ipsec_auth_alg = "sha256"
      ipsec_pfs = "group14"
      ipsec_lifetime = 28800
    }
  }
}
