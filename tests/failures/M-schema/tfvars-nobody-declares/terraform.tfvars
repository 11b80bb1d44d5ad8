ike_auth_al = "sha512" # says IPS006
