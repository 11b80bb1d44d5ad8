module "branch" {
  source  = "./branch"
  remote  = ["172.20.8.0/22", "172.24.0.0/16"] # says IPS209
  ike     = "ikev1"                            # says IPS406
  psk     = var.psk
}

variable "psk" {
  type      = string
  sensitive = true
}
