variable "psk" {}
variable "net" {}
variable "name" {}
