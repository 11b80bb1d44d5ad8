variable "h" {}
resource "alicloud_vpn_connection" "x" {
  vpn_connection_name = "v-line"
  vpn_gateway_id = "vpn-m5esvzuk1pg3yfvs3x3n9"
  customer_gateway_id = "cgw-wz9zkpz60qg03c0qrq9nd"
  local_subnet = ["10.20.0.0/16"]
  remote_subnet = ["172.20.0.0/16"]
  ike_config {
    ike_version = "ikev2"
    ike_auth_alg = var.h
    ike_pfs = "group14"
    ike_lifetime = 86400
  }
  ipsec_config {
    ipsec_auth_alg = "sha256"
    ipsec_pfs = "group14"
    ipsec_lifetime = 3600
  }
}
