variable "psk" {
  type      = string
  sensitive = true
}

module "vpn" {
  for_each = { a = "172.20.0.0/16", b = "172.21.0.0/15" }
  source = "./m"
  name   = each.key
  psk    = var.psk
  net   = each.value
}
