resource "alicloud_vpn_connection" "office" {
  vpn_connection_name = "${var.name}"
  vpn_gateway_id      = "${var.gateway_id}"
  customer_gateway_id = "${element(var.peers, 0)}"
  local_subnet        = ["${var.local}"]
  remote_subnet       = ["${split(",", "172.20.8.0/22,172.24.0.0/16")}"]

  ike_config = [{
    psk          = "${var.psk}"
    ike_version  = "ikev2"
    ike_enc_alg  = "${lookup(var.algorithms, "enc")}"
    ike_auth_alg = "${var.algorithms["auth"]}"
    ike_pfs      = "group14"
    ike_lifetime = "86400"
  }]

  ipsec_config = [
    {
      ipsec_enc_alg  = "${lookup(map("phase2", "aes256"), "phase2")}"
      ipsec_auth_alg = "sha256"
      ipsec_pfs      = "group14"
      ipsec_lifetime = "28800"
    },
  ]
}

variable "name" {
  default = "office"
}

variable "gateway_id" {}

variable "peers" {
  type = "list"
}

variable "local" {
  type    = "list"
  default = ["10.20.0.0/16"]
}

variable "algorithms" {
  type = "map"

  default = {
    enc  = "aes256"
    auth = "sha256"
  }
}

variable "psk" {}
