city        = "shenzhen"
more_remote = ["10.20.9.0/24", "172.24.0.7/16"]
