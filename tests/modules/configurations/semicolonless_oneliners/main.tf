variable "x" { default = 1 }
resource "aws_lb" "b" { name = "n${var.x}" }
resource "aws_lb_listener" "l" {
  load_balancer_arn = aws_lb.b.arn
  default_action { type = "forward" }
  default_action { type = "redirect" }
  port = var.x
}
resource aws_lb unquoted {
  name = "bare labels"
}
