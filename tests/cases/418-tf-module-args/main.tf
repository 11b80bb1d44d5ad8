variable "psk" {
  type      = string
  sensitive = true
}

module "vpn" {
  source = "./m"
  psk    = var.psk
  auth   = "md5"
}
