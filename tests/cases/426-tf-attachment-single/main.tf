variable "psk" {
  type      = string
  sensitive = true
}

resource "alicloud_vpn_customer_gateway" "a" {
  customer_gateway_name = "cgw-a"
  ip_address            = "121.40.63.18"
}

resource "alicloud_vpn_gateway_vpn_attachment" "old" {
  vpn_attachment_name = "tr-old"
  customer_gateway_id = alicloud_vpn_customer_gateway.a.id
  network_type        = "public"
  local_subnet        = "10.20.0.0/16"
  remote_subnet       = "172.20.0.0/16"
  ike_config {
    psk = var.psk
    ike_version = "ikev2"
    ike_mode = "main"
    ike_enc_alg = "aes256"
    ike_auth_alg = "sha256"
    ike_pfs = "group14"
    ike_lifetime = 86400
  }
  ipsec_config {
    ipsec_enc_alg = "aes256"
    ipsec_auth_alg = "sha256"
    ipsec_pfs = "group14"
    ipsec_lifetime = 28800
  }
}
