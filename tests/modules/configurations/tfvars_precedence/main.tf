variable "a" {}
variable "b" {}
variable "c" {}
variable "d" {}
variable "e" {}
variable "f" {}
variable "env" { type = list(number) }
variable "text" {}
variable "object" { type = object({ port = number }) }
resource "aws_lb_target_group" "g" {
  name     = "${var.a}-${var.b}-${var.c}-${var.d}-${var.e}-${var.f}"
  port     = var.env[1]
  protocol = var.text
  tags     = { port = var.object.port }
}
