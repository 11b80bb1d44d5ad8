variable "psk" {
  type      = map(string)
  sensitive = true
}

variable "hash" {
  type    = string
  default = "sha1" # weak, and far away from where it is used
}

variable "branches" {
  type = map(object({ address = string, networks = list(string) }))
  default = {
    lyon  = { address = "121.40.63.18", networks = ["192.168.16.0/20"] }
    milan = { address = "192.168.1.1", networks = ["192.168.32.0/20"] } # not reachable over the Internet
  }
}
