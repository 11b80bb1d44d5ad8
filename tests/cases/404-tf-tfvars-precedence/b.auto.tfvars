h = "sha256"
