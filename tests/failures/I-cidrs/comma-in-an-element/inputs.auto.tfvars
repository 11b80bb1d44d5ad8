remote_subnets = ["172.20.8.0/24,172.24.0.0/16"] # says IPS201
