resource "alicloud_vpn_connection" "broken" { # says IPS002
  vpn_connection_name = "broken"
  local_subnet        = ["10.20.0.0/16"]
  ike_config {
    ike_version = "ikev2"
  }

# The brace is missing here.
