variable "h" { default = "md5" }
