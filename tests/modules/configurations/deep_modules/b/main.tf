variable "path" {}
module "c" {
  source = "./c"
  count  = length(var.path) > 2 ? 2 : 0
  path   = "${var.path}/${count.index}"
}
output "paths" { value = module.c[*].name }
