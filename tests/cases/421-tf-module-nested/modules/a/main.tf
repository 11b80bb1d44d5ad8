variable "pfs" {}
module "b" {
  source = "./b"
  pfs = var.pfs
}
