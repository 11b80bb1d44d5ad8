variable "city" {
  default = "nowhere"
}

variable "legacy_peer" {
  type    = bool
  default = true
}

variable "more_remote" {
  type = list(string)
}

variable "branch_psk" {
  type      = string
  sensitive = true
}

variable "hq_psks" {
  type      = list(string)
  sensitive = true
}

variable "hq_tunnels" {
  type = list(object({ peer = string, cidr = string }))
  default = [
    { peer = "cgw-2ze1f5h7k3d9s2a6p8o4i", cidr = "169.254.20.0/30" },
    { peer = "cgw-2zeq8w6e4r2t0y9u7i5o3", cidr = "169.254.21.0/30" },
  ]
}
