pfs = "group1"
h = "sha1"
