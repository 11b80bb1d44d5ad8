variable "key" {
  default = "M3cJ5AMfQPLxX847LtEHqLj4SGByjKbt"
}
