resource "aws_vpn_connection" "x" {
  customer_gateway_id = aws_customer_gateway.a.id
  tunnel1_preshared_key = "12345678"
  type = "ipsec.1"
}
