resource "alicloud_vpn_connection" "north" {
  vpn_connection_name = "north"
  vpn_gateway_id      = var.gateway_id
  customer_gateway_id = var.north
  local_subnet        = ["10.20.0.0/17"]
  remote_subnet       = ["172.20.0.0/16"]
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

resource "alicloud_vpn_connection" "north-too" {
  vpn_connection_name = "north-too"
  vpn_gateway_id      = var.gateway_id
  customer_gateway_id = var.north
  local_subnet        = ["10.20.128.0/17"]
  remote_subnet       = ["172.20.0.0/16"]
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

resource "alicloud_vpn_connection" "south" {
  vpn_connection_name = "south"
  vpn_gateway_id      = var.gateway_id
  customer_gateway_id = var.south
  local_subnet        = ["10.21.0.0/16"]
  remote_subnet       = ["172.20.0.0/16"]
  ike_config {
    psk          = var.south_psk
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

# One peer twice, and one that may be the same device.
variable "gateway_id" {}
variable "north" {}
variable "south" {}
variable "psk" {}
variable "south_psk" {}
