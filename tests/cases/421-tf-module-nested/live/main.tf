module "a" {
  source = "../modules/a"
  pfs = "disabled"
}
