resource "alicloud_vpc" "main" {
  name       = "main"
  cidr_block = "10.20.0.0/16"
}

resource "alicloud_vpn_gateway" "main" {
  name         = "main"
  vpc_id       = "${alicloud_vpc.main.id}"
  network_type = "public"
  bandwidth    = "10"
}

resource "alicloud_vpn_customer_gateway" "office" {
  name       = "office"
  ip_address = "192.168.1.1"
}

resource "alicloud_vpn_customer_gateway" "plant" {
  name       = "plant"
  ip_address = "47.98.33.21"
  asn        = "65010"
}

resource "alicloud_vpn_connection" "office" {
  vpn_connection_name = "office"
  vpn_gateway_id      = "${alicloud_vpn_gateway.main.id}"
  customer_gateway_id = "${alicloud_vpn_customer_gateway.office.id}"
  local_subnet        = ["10.30.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]

  ike_config = [{
    psk          = "${var.office_psk}"
    ike_version  = "ikev2"
    ike_enc_alg  = "aes256"
    ike_auth_alg = "sha256"
    ike_pfs      = "group14"
    ike_lifetime = "86400"
  }]

  ipsec_config = [{
    ipsec_enc_alg  = "aes256"
    ipsec_auth_alg = "sha256"
    ipsec_pfs      = "group14"
    ipsec_lifetime = "28800"
  }]
}

resource "alicloud_vpn_connection" "plant" {
  vpn_connection_name = "plant"
  vpn_gateway_id      = "${alicloud_vpn_gateway.main.id}"
  customer_gateway_id = "${alicloud_vpn_customer_gateway.plant.id}"
  local_subnet        = ["10.20.128.0/17"]
  remote_subnet       = ["172.24.0.0/16"]

  ike_config = [{
    psk           = "${var.plant_psk}"
    ike_version   = "ikev2"
    ike_enc_alg   = "aes256"
    ike_auth_alg  = "sha256"
    ike_pfs       = "group14"
    ike_lifetime  = "86400"
    ike_remote_id = "47.98.33.22"
  }]

  ipsec_config = [{
    ipsec_enc_alg  = "aes256"
    ipsec_auth_alg = "sha256"
    ipsec_pfs      = "group14"
    ipsec_lifetime = "28800"
  }]

  bgp_config = [{
    enable       = "true"
    local_asn    = "${alicloud_vpn_customer_gateway.plant.asn}"
    tunnel_cidr  = "169.254.30.0/30"
    local_bgp_ip = "169.254.30.1"
  }]
}

variable "office_psk" {}

variable "plant_psk" {}
