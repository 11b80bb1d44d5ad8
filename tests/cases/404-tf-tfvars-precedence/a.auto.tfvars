pfs = "group2"
