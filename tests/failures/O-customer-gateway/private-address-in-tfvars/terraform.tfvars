peers = {
  office = "10.10.10.10" # says IPS711
  plant  = "172.16.0.1"
}
