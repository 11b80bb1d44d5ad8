module "vpn" {
  source = "./vpn"
  remote = ["10.20.0.0/24"] # says IPS301
  psk    = var.psk
}

variable "psk" {
  type      = string
  sensitive = true
}
