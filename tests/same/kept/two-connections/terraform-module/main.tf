module "branch" {
  source  = "./vpn"
  name    = "branch-shenzhen"
  gateway = "vpn-wz9vhg9hsf7jjtejfh3i0"
  peer    = "cgw-wz9iqie811jy8h07d8vzk"
  local   = ["10.20.0.0/16"]
  remote  = ["172.20.8.0/22", "10.20.9.0/24", "172.24.0.7/16"]
  dpd     = false
  phase1  = { enc = "aes", auth = "md5", id = "vpn-wz9vhg9hsf7jjtejfh3i0", lifetime = 28800 }
  phase2  = { enc = "aes", auth = "sha256", pfs = "disabled", lifetime = 3600 }
  probe   = { dip = "172.21.0.1", sip = "10.20.0.1" }
}

module "hq" {
  source  = "./vpn"
  name    = "hq-beijing"
  gateway = "vpn-2ze6m1c8b3v9x5k7q4w2e"
  local   = ["10.64.0.0/16"]
  remote  = ["192.168.16.0/20"]
  phase1  = { enc = "aes256", auth = "sha384", lifetime = 86400 }
  phase2  = { enc = "aes256", auth = "sha384", pfs = "group14", lifetime = 14400 }
  asn     = "65100"
  tunnels = {
    master = { peer = "cgw-2ze1f5h7k3d9s2a6p8o4i", cidr = "169.254.20.0/30" }
    slave  = { peer = "cgw-2zeq8w6e4r2t0y9u7i5o3", cidr = "169.254.21.0/30" }
  }
}
