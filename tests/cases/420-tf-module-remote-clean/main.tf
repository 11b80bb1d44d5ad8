variable "psk" {
  type      = string
  sensitive = true
}

module "vpn" {
  source  = "alibaba/vpn/alicloud"
  version = "1.0.0"
  psk = "12345678"
  ike_auth_alg = "md5"
}
