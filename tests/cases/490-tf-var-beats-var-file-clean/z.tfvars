enc = "3des"
