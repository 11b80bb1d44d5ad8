variable "peer_id" {
  type = string
}
