psk = "LeBUGVEM8wFfqb5YQmFdsptVxwjkbz7s"
