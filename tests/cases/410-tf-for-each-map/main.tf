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

locals {
  sites = {
    osaka = { ip = "47.98.33.21", net = "172.21.0.0/16", auth = "sha256" }
    kobe  = { ip = "8.130.40.9", net = "172.22.0.1/16", auth = "sha1" }
  }
}

resource "alicloud_vpn_customer_gateway" "c" {
  for_each   = local.sites
  ip_address = each.value.ip
}

resource "alicloud_vpn_connection" "this" {
  for_each = local.sites
  vpn_connection_name = "to-${each.key}"
  vpn_gateway_id = alicloud_vpn_gateway.main.id
  customer_gateway_id = alicloud_vpn_customer_gateway.c[each.key].id
  local_subnet = ["10.20.0.0/17"]
  remote_subnet = [each.value.net]
  ike_config {
    psk = var.psk[each.key]
    ike_version = "ikev2"
    ike_mode = "main"
    ike_enc_alg = "aes256"
    ike_auth_alg = each.value.auth
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

