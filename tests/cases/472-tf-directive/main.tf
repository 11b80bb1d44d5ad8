variable "psk" {
  type      = string
  sensitive = true
}

resource "alicloud_vpc" "main" {
  vpc_name   = "vpc-main"
  cidr_block = "10.20.0.0/16"
}

resource "alicloud_vpn_gateway" "main" {
  vpn_gateway_name = "gw-main"
  vpc_id           = alicloud_vpc.main.id
  bandwidth        = 10
  enable_ipsec     = true
}

resource "alicloud_vpn_customer_gateway" "a" {
  customer_gateway_name = "cgw-a"
  ip_address            = "121.40.63.18"
}

variable "v2" { default = false }
resource "alicloud_vpn_connection" "this" {
  vpn_connection_name = "edge-this"
  vpn_gateway_id = alicloud_vpn_gateway.main.id
  customer_gateway_id = alicloud_vpn_customer_gateway.a.id
  local_subnet = ["10.20.0.0/17"]
  remote_subnet = ["172.20.8.0/22"]
  ike_config {
    psk = var.psk
    ike_version = "%{ if var.v2 }ikev2%{ else }ikev1%{ endif }"
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

