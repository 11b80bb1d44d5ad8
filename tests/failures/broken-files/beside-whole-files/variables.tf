variable "psk" {
  type      = string
  sensitive = true
}
