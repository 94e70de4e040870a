variable "port" {
  type    = number
  default = 80
}
locals {
  a = "base"
  b = "base"
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = "x"
  port              = var.port
  protocol          = "HTTP"
  tags              = { a = local.a, b = local.b }
  default_action {
    type  = "forward"
    order = 1
  }
  default_action {
    type  = "redirect"
    order = 2
  }
  mutual_authentication {
    mode = "off"
  }
}
module "m" {
  source = "./m"
  name   = "base"
  size   = 1
}
