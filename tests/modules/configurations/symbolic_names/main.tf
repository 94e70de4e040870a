variable "für" { default = 80 }
locals { größe = var.für + 1 }
resource "aws_lb_target_group" "straße-1_x" {
  name = "ß"
  port = local.größe
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = "b"
  port              = aws_lb_target_group.straße-1_x.port
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.straße-1_x.arn
  }
}
