resource "alicloud_vpc" "main" {
  vpc_name   = "main"
  cidr_block = "10.20.0.0/16"
}

resource "alicloud_vpn_gateway" "main" {
  vpn_gateway_name = "main"
  vpc_id           = alicloud_vpc.main.id
  bandwidth        = 10
}

resource "alicloud_vpn_customer_gateway" "branch" {
  for_each              = var.branches
  customer_gateway_name = each.key
  ip_address            = each.value.address
}

resource "alicloud_vpn_connection" "branch" {
  for_each            = var.branches
  vpn_connection_name = "hq-to-${each.key}"
  vpn_gateway_id      = alicloud_vpn_gateway.main.id
  customer_gateway_id = alicloud_vpn_customer_gateway.branch[each.key].id
  local_subnet        = [alicloud_vpc.main.cidr_block]
  remote_subnet       = each.value.networks

  ike_config {
    psk          = var.psk[each.key]
    ike_version  = "ikev2"
    ike_enc_alg  = "aes256"
    ike_auth_alg = var.hash
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
