resource "alicloud_vpn_gateway" "g" {
  vpc_id = "vpc-uf6nn3s48sbzuv7ed2fqw"
}
resource "alicloud_vpn_connection" "a" { # @a
  vpn_connection_name = "hq-a" # @aName
  vpn_gateway_id = alicloud_vpn_gateway.g.id # @aVpnGatewayId
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9" # @aCustomerGatewayId
  local_subnet = ["10.20.0.0/16"] # @aLocalSubnet
  remote_subnet = ["172.20.0.0/16"] # @aRemoteSubnet
  ike_config {
    psk = var.a # @aPsk
    ike_version = "ikev2" # @aIkeVersion
    ike_mode = "main" # @aIkeMode
    ike_enc_alg = "aes256" # @aIkeEncAlg
    ike_auth_alg = "sha256" # @aIkeAuthAlg
    ike_pfs = "group14" # @aIkePfs
    ike_lifetime = 86400 # @aIkeLifetime
  }
  ipsec_config {
    ipsec_enc_alg = "aes256" # @aIpsecEncAlg
    ipsec_auth_alg = "sha256" # @aIpsecAuthAlg
    ipsec_pfs = "group14" # @aIpsecPfs
    ipsec_lifetime = 28800 # @aIpsecLifetime
  }
}

variable "a" {
  type      = string
  sensitive = true
}
