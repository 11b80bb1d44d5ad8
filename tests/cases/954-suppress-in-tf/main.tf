# ipseclint: ignore-file[IPS404]
resource "alicloud_vpn_connection" "x" {
  vpn_connection_name = "v-line"
  vpn_gateway_id = "vpn-uf6wr1e7f670dqgju12rj"
  customer_gateway_id = "cgw-wz9amdav1m5cs07tfr7n4"
  local_subnet = ["10.20.0.1/16"] // ipseclint: ignore[host-bits-set] later
  remote_subnet = ["172.20.0.0/16"]
  ike_config {
    ike_version = "ikev2"
    /* ipseclint: ignore-next[IPS402] x */
    ike_auth_alg = "md5"
    ike_pfs = "group14"
    ike_lifetime = 86400
  }
  ipsec_config {
    ipsec_auth_alg = "sha256"
    ipsec_pfs = "disabled"
    ipsec_lifetime = 3600
  }
}
