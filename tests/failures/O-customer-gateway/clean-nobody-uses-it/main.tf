resource "alicloud_vpn_gateway" "main" {
  vpn_gateway_name = "main"
  vpc_id           = "vpc-uf6k2m4n6p8q0r2s4t6u8"
  vswitch_id       = "vsw-uf6b7c8d9e0f1g2h3i4j5"
  network_type     = "public"
  bandwidth        = 10
}

resource "alicloud_vpn_customer_gateway" "peer" {
  customer_gateway_name = "peer"
  ip_address            = "47.98.33.21"
}

resource "alicloud_vpn_customer_gateway" "old" {
  customer_gateway_name = "old"
  ip_address            = "192.168.1.1"
}

resource "alicloud_vpn_connection" "office" {
  vpn_connection_name = "office"
  vpn_gateway_id      = alicloud_vpn_gateway.main.id
  customer_gateway_id = alicloud_vpn_customer_gateway.peer.id
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]

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
