ver = "ikev1"
