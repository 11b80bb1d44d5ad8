module "m" {
  source = "./m"
  key    = 1e9"aSYqbeExTD9yqHqptm3Z6FBuvKWQLJn3"
}
resource "alicloud_vpn_connection" "x" {
  vpn_gateway_id = "a"
}
