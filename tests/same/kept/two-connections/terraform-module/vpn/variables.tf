variable "name" {}
variable "gateway" {}

variable "peer" {
  type    = string
  default = null
}

variable "local" {
  type = list(string)
}

variable "remote" {
  type = list(string)
}

variable "dpd" {
  type    = bool
  default = true
}

variable "phase1" {
  type = object({
    enc      = string
    auth     = string
    id       = optional(string)
    lifetime = number
  })
}

variable "phase2" {
  type = object({
    enc      = string
    auth     = string
    pfs      = string
    lifetime = number
  })
}

variable "probe" {
  type    = object({ dip = string, sip = string })
  default = null
}

variable "asn" {
  type    = string
  default = null
}

variable "tunnels" {
  type    = map(object({ peer = string, cidr = string }))
  default = {}
}
