variable "key" {}
variable "arn" {}
variable "ports" {}
resource "aws_lb_listener" "l" {
  load_balancer_arn = "b"
  port              = var.ports[var.key]
  default_action {
    type             = "forward"
    target_group_arn = var.arn
  }
}
