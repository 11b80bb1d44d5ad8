resource "alicloud_vpc" "main" {
  vpc_name   = "main"
  cidr_block = "10.20.0.0/16"
}

resource "alicloud_vpn_gateway" "main" {
  vpn_gateway_name = "main"
  vpc_id           = alicloud_vpc.main.id
  network_type     = "public"
  bandwidth        = 10
}

resource "alicloud_vpn_customer_gateway" "this" {
  for_each              = local.sites
  customer_gateway_name = each.key
  ip_address            = each.value.address
  asn                   = each.value.asn
}

resource "alicloud_vpn_connection" "this" {
  for_each            = local.sites
  vpn_connection_name = each.key
  vpn_gateway_id      = alicloud_vpn_gateway.main.id
  customer_gateway_id = alicloud_vpn_customer_gateway.this[each.key].id
  local_subnet        = each.value.local
  remote_subnet       = each.value.remote
  ike_config {
    psk           = var.psks[each.key]
    ike_version   = "ikev2"
    ike_enc_alg   = "aes256"
    ike_auth_alg  = "sha256"
    ike_pfs       = "group14"
    ike_lifetime  = 86400
    ike_remote_id = each.value.id
  }
  ipsec_config {
    ipsec_enc_alg  = "aes256"
    ipsec_auth_alg = "sha256"
    ipsec_pfs      = "group14"
    ipsec_lifetime = 28800
  }
  dynamic "bgp_config" {
    for_each = each.value.asn == null ? [] : [each.value.asn]
    content {
      enable       = true
      local_asn    = bgp_config.value
      tunnel_cidr  = "169.254.30.0/30"
      local_bgp_ip = "169.254.30.1"
    }
  }
}

locals {
  sites = {
    office = { address = "192.168.1.1", asn = null, id = null, local = ["10.30.0.0/16"], remote = ["172.20.8.0/22"] }
    plant = {
      address = "47.98.33.21"
      asn     = 65010
      id      = "47.98.33.22"
      local   = ["10.20.128.0/17"]
      remote  = ["172.24.0.0/16"]
    }
  }
}

variable "psks" {
  type      = map(string)
  sensitive = true
}
