variable "level" {}
module "b" {
  source   = "../b"
  for_each = toset(["x", "y"])
  path     = "${var.level}/${each.key}"
}
output "paths" { value = { for k, b in module.b : k => b.paths } }
