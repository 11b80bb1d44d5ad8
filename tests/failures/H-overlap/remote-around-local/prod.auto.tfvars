remote = ["10.0.0.0/8"] # says IPS301
