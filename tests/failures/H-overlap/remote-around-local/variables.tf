variable "remote" {
  type    = list(string)
  default = ["192.168.0.0/16"]
}
