variable "typed" { type = map(object({ port = number, on = optional(bool, true) })) }
variable "text" { type = string }
variable "untyped" {}
variable "number" { type = number }
variable "flag" { type = bool }
variable "any" { type = any }
variable "list" { type = list(string) }
resource "aws_lb_target_group" "g" {
  for_each = var.typed
  name     = "${var.text}-${var.untyped}"
  port     = each.value.port + var.number
  protocol = var.flag && each.value.on ? "HTTPS" : "HTTP"
  tags     = { any = var.any.x[0], list = join("|", var.list) }
}
