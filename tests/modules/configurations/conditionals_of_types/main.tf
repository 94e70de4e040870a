variable "size" { default = "small" }
variable "list" {
  type    = list(string)
  default = []
}
locals {
  number = var.size == "small" ? 1 : "2"
  tuple  = var.size == "small" ? ["a", 1] : ["b", 2]
  map    = var.size == "large" ? tomap({ a = "1" }) : tomap({ b = "2", c = "3" })
  null_a = var.size == "small" ? null : "x"
  empty  = length(var.list) > 0 ? var.list : ["default"]
  nested = var.size == "large" ? "L" : var.size == "medium" ? "M" : var.size == "small" ? "S" : "?"
}
resource "aws_lb_target_group" "g" {
  for_each           = local.map
  name               = local.nested
  port               = local.number
  protocol           = local.null_a
  target_type        = local.tuple[1]
  vpc_id             = local.empty[0]
  preserve_client_ip = var.size != "small" || length(local.map) == 2 && !false
  slow_start         = -(3 - 5) * 2 % 3 + 7 / 2
}
