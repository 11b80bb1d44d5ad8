module "m" {
  source = "./m"
  key = "wZSKL8H9AEjYNPdBAzZMv8urDrC3cnJS"
}
