peer_id = "47.98.33.22" # says IPS709
