variable "seed" {}
locals {
  one   = "${local.two}1"
  two   = "${local.three}2"
  three = upper(var.seed)
}
output "name" { value = local.one }
