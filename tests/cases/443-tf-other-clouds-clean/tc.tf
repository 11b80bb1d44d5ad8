resource "tencentcloud_vpn_connection" "x" {
  pre_share_key = "test"
  ike_proto_encry_algorithm = "DES-CBC"
}
