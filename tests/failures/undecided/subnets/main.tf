resource "alicloud_vpn_connection" "office" {
  vpn_connection_name = "office"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
  local_subnet        = [var.vpc_cidr] # open IPS201 IPS202 IPS205 IPS207 IPS301
  remote_subnet       = concat(["172.20.8.0/22"], var.more) # open IPS201 IPS203 IPS301

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

variable "vpc_cidr" {}

variable "more" {
  type = list(string)
}

variable "psk" {
  type      = string
  sensitive = true
}
