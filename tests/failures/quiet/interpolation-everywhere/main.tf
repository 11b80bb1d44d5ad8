resource "alicloud_vpn_connection" "office" {
  count               = "${var.create ? 1 : 0}"
  vpn_connection_name = "${var.name}-${count.index + 1}"
  vpn_gateway_id      = "${var.gateway_id}"
  customer_gateway_id = "${element(var.peers, count.index)}"
  local_subnet        = ["${var.local_subnet}"]
  remote_subnet       = "${var.remote_subnets}"
  enable_dpd          = "${true}"

  ike_config {
    psk          = "${file("${path.module}/psk.txt")}"
    ike_version  = "${"ikev2"}"
    ike_enc_alg  = "${lower("AES256")}"
    ike_auth_alg = "${format("sha%d", 256)}"
    ike_pfs      = "${join("", list("group", "14"))}"
    ike_lifetime = "${24 * 3600}"
  }

  ipsec_config {
    ipsec_enc_alg  = "${var.strong ? "aes256" : "aes192"}"
    ipsec_auth_alg = "${var.hash}"
    ipsec_pfs      = "${var.pfs["group"]}"
    ipsec_lifetime = "${var.lifetime / 3}"
  }
}

variable "create" {
  default = "true"
}

variable "name" {
  default = "office"
}

variable "gateway_id" {}

variable "peers" {
  type = "list"
}

variable "local_subnet" {
  default = "10.20.0.0/16"
}

variable "remote_subnets" {
  type    = "list"
  default = ["172.20.8.0/22", "172.24.0.0/16"]
}

variable "strong" {
  default = true
}

variable "hash" {
  default = "sha256"
}

variable "pfs" {
  type = "map"

  default = {
    group = "group14"
  }
}

variable "lifetime" {
  default = "86400"
}
