enc = "des"
