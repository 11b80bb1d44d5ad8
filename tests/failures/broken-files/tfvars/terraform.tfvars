hash = "md5" # says IPS402
psk  = { # says IPS002
