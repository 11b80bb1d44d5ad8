resource "alicloud_vpn_connection" "office" {
  vpn_connection_name = "office"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]

  ike_config {
    psk          = var.psk
    ike_version  = var.version # open IPS406
    ike_enc_alg  = var.cipher  # open IPS401
    ike_auth_alg = var.hash    # open IPS402 IPS410
    ike_pfs      = var.group   # open IPS403 IPS405 IPS409
    ike_lifetime = 86400
  }

  ipsec_config {
    ipsec_enc_alg  = "aes256"
    ipsec_auth_alg = "sha256"
    ipsec_pfs      = lookup(var.phase2, "pfs", "disabled") # open IPS403 IPS404
    ipsec_lifetime = tonumber(var.phase2["lifetime"]) # open IPS501 IPS502 IPS503 IPS504
  }
}

variable "cipher" {}

variable "group" {}

variable "hash" {}

variable "phase2" {}

variable "version" {}

variable "psk" {
  type      = string
  sensitive = true
}
