resource "alicloud_vpn_connection" "hq" {
  vpn_connection_name = "hq"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]
  enable_tunnels_bgp  = true

  tunnel_options_specification {
    role                 = "master"
    customer_gateway_id  = "cgw-uf605kn75f4na8b1n5cg9"
    enable_dpd           = true
    enable_nat_traversal = true
    tunnel_ike_config {
      psk          = var.psks[0]
      ike_version  = "ikev2"
      ike_enc_alg  = "aes256"
      ike_auth_alg = "sha256"
      ike_pfs      = "group14"
      ike_lifetime = 86400
    }
    tunnel_ipsec_config {
      ipsec_enc_alg  = "aes256"
      ipsec_auth_alg = "sha256"
      ipsec_pfs      = "group14"
      ipsec_lifetime = 28800
    }
    tunnel_bgp_config {
      local_asn    = "42939187250" # says IPS814
      tunnel_cidr  = "169.254.20.0/30"
      local_bgp_ip = "169.254.20.1"
    }
  }

  tunnel_options_specification {
    role                 = "slave"
    customer_gateway_id  = "cgw-uf6a1b2c3d4e5f6g7h8i9"
    enable_dpd           = true
    enable_nat_traversal = true
    tunnel_ike_config {
      psk          = var.psks[1]
      ike_version  = "ikev2"
      ike_enc_alg  = "aes256"
      ike_auth_alg = "sha256"
      ike_pfs      = "group14"
      ike_lifetime = 86400
    }
    tunnel_ipsec_config {
      ipsec_enc_alg  = "aes256"
      ipsec_auth_alg = "sha256"
      ipsec_pfs      = "group14"
      ipsec_lifetime = 28800
    }
    tunnel_bgp_config {
      local_asn    = "42939187250" # says IPS814
      tunnel_cidr  = "169.254.21.0/30"
      local_bgp_ip = "169.254.21.1"
    }
  }
}

variable "psks" {
  type      = list(string)
  sensitive = true
}
