variable "psk" {}
variable "auth" { default = "sha256" }
