# One element, CIDRs with commas between them.
variable "remote_subnets" {
  type = list(string)
}
