variable "psk" {
  type      = string
  sensitive = true
}

module "net" {
  source = "./net"
}
resource "alicloud_vpn_customer_gateway" "a" {
  customer_gateway_name = "cgw-a"
  ip_address            = "121.40.63.18"
}

resource "alicloud_vpn_connection" "this" {
  vpn_connection_name = "edge-this"
  vpn_gateway_id = module.net.gateway_id
  customer_gateway_id = alicloud_vpn_customer_gateway.a.id
  local_subnet = module.net.cidrs
  remote_subnet = ["10.40.4.0/24"]
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

