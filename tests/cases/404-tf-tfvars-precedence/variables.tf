variable "pfs" { default = "group14" }
variable "h" { default = "md5" }
