resource "alicloud_vpn_connection" "this" {
  remote_subnet = ["10.20.3.0/24"]
}
