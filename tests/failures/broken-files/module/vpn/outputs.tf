output "id" {
  value = alicloud_vpn_connection.office.id)  # says IPS002
}
