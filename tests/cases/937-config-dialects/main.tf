resource "alicloud_vpn_connection" "x" {
  vpn_connection_name = "v-line"
  vpn_gateway_id = "vpn-m5ekc3hgbk80n4d6c9f6d"
  customer_gateway_id = "cgw-bp19c4nwsmnzzhanmgqh9"
  local_subnet = ["10.20.0.1/16"]
  remote_subnet = ["172.20.0.0/16"]
  ike_config {
    ike_version = "ikev2"
    ike_auth_alg = "sha256"
    ike_pfs = "group14"
    ike_lifetime = 86400
  }
  ipsec_config {
    ipsec_auth_alg = "sha256"
    ipsec_pfs = "group14"
    ipsec_lifetime = 3600
  }
}
