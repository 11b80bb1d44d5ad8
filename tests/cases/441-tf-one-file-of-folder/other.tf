resource "alicloud_vpn_connection" "other" {
  vpn_connection_name = "edge-other"
  vpn_gateway_id = alicloud_vpn_gateway.main.id
  customer_gateway_id = alicloud_vpn_customer_gateway.a.id
  local_subnet = ["10.20.0.0/17"]
  remote_subnet = ["172.20.8.0/22"]
  ike_config {
    psk = var.psk
    ike_version = "ikev2"
    ike_mode = "main"
    ike_enc_alg = "des"
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

