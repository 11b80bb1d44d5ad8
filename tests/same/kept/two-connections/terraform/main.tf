locals {
  region_net = "10.20.0.0/16"
  strong = {
    enc = "aes256"
    sha = "sha384"
  }
}

resource "alicloud_vpn_connection" "branch" {
  vpn_connection_name = "branch-${var.city}"
  vpn_gateway_id      = "vpn-wz9vhg9hsf7jjtejfh3i0"
  customer_gateway_id = "cgw-wz9iqie811jy8h07d8vzk"
  local_subnet        = [local.region_net]
  remote_subnet       = concat(["172.20.8.0/22"], var.more_remote)
  enable_dpd          = false

  ike_config {
    psk          = var.branch_psk
    ike_version  = "ikev2"
    ike_enc_alg  = "aes"
    ike_auth_alg = var.legacy_peer ? "md5" : "sha256"
    ike_pfs      = "group14"
    ike_local_id = "vpn-wz9vhg9hsf7jjtejfh3i0"
    ike_lifetime = 28800
  }

  ipsec_config {
    ipsec_enc_alg  = "aes"
    ipsec_auth_alg = "sha256"
    ipsec_pfs      = "disabled"
    ipsec_lifetime = 3600
  }

  health_check_config {
    enable   = true
    dip      = "172.21.0.1"
    sip      = cidrhost(local.region_net, 1)
    interval = 3
    retry    = 3
  }
}

resource "alicloud_vpn_connection" "hq" {
  vpn_connection_name = "hq-beijing"
  vpn_gateway_id      = "vpn-2ze6m1c8b3v9x5k7q4w2e"
  local_subnet        = ["10.64.0.0/16"]
  remote_subnet       = ["192.168.16.0/20"]
  enable_tunnels_bgp  = true

  dynamic "tunnel_options_specification" {
    for_each = var.hq_tunnels
    iterator = tunnel
    content {
      role                 = tunnel.key == 0 ? "master" : "slave"
      customer_gateway_id  = tunnel.value.peer
      enable_dpd           = true
      enable_nat_traversal = true
      tunnel_ike_config {
        psk          = var.hq_psks[tunnel.key]
        ike_version  = "ikev2"
        ike_enc_alg  = local.strong.enc
        ike_auth_alg = local.strong.sha
        ike_pfs      = "group14"
        ike_lifetime = 86400
      }
      tunnel_ipsec_config {
        ipsec_enc_alg  = local.strong.enc
        ipsec_auth_alg = local.strong.sha
        ipsec_pfs      = "group14"
        ipsec_lifetime = 4 * 3600
      }
      tunnel_bgp_config {
        local_asn    = "65100"
        tunnel_cidr  = tunnel.value.cidr
        local_bgp_ip = cidrhost(tunnel.value.cidr, 1)
      }
    }
  }
}
