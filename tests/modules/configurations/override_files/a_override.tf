variable "port" {
  default = "8080"
}
locals {
  b = "override"
}
resource "aws_lb_listener" "l" {
  protocol = "HTTPS"
  default_action {
    type = "fixed-response"
  }
}
module "m" {
  name = "override"
}
