resource "alicloud_vpn_connection" "this" {
  vpn_connection_name = var.name
  vpn_gateway_id      = var.gateway
  customer_gateway_id = var.peer
  local_subnet        = var.local
  remote_subnet       = var.remote
  enable_dpd          = length(var.tunnels) == 0 ? var.dpd : null
  enable_tunnels_bgp  = length(var.tunnels) > 0 ? true : null

  dynamic "ike_config" {
    for_each = length(var.tunnels) == 0 ? [var.phase1] : []
    content {
      psk          = random_password.psk["single"].result
      ike_version  = "ikev2"
      ike_enc_alg  = ike_config.value.enc
      ike_auth_alg = ike_config.value.auth
      ike_pfs      = "group14"
      ike_local_id = ike_config.value.id
      ike_lifetime = ike_config.value.lifetime
    }
  }

  dynamic "ipsec_config" {
    for_each = length(var.tunnels) == 0 ? [var.phase2] : []
    content {
      ipsec_enc_alg  = ipsec_config.value.enc
      ipsec_auth_alg = ipsec_config.value.auth
      ipsec_pfs      = ipsec_config.value.pfs
      ipsec_lifetime = ipsec_config.value.lifetime
    }
  }

  dynamic "health_check_config" {
    for_each = var.probe[*]
    content {
      enable   = true
      dip      = health_check_config.value.dip
      sip      = health_check_config.value["sip"]
      interval = 3
      retry    = 3
    }
  }

  dynamic "tunnel_options_specification" {
    for_each = var.tunnels
    content {
      role                 = tunnel_options_specification.key
      customer_gateway_id  = tunnel_options_specification.value.peer
      enable_dpd           = true
      enable_nat_traversal = true
      tunnel_ike_config {
        psk          = random_password.psk[tunnel_options_specification.key].result
        ike_version  = "ikev2"
        ike_enc_alg  = var.phase1.enc
        ike_auth_alg = var.phase1.auth
        ike_pfs      = "group14"
        ike_lifetime = var.phase1.lifetime
      }
      tunnel_ipsec_config {
        ipsec_enc_alg  = var.phase2.enc
        ipsec_auth_alg = var.phase2.auth
        ipsec_pfs      = var.phase2.pfs
        ipsec_lifetime = var.phase2.lifetime
      }
      tunnel_bgp_config {
        local_asn    = var.asn
        tunnel_cidr  = tunnel_options_specification.value.cidr
        local_bgp_ip = cidrhost(tunnel_options_specification.value.cidr, 1)
      }
    }
  }
}

resource "random_password" "psk" {
  for_each = toset(length(var.tunnels) == 0 ? ["single"] : keys(var.tunnels))
  length   = 32
  special  = false
}
