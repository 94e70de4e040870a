variable "name" {}
variable "service" {}
variable "balancer" {}
resource "aws_lb_target_group" "this" {
  name     = var.name
  port     = var.service.port
  protocol = var.service.protocol
  health_check {
    path     = "/healthz"
    protocol = var.service.protocol
  }
}
resource "aws_lb_listener" "this" {
  load_balancer_arn = var.balancer
  port              = var.service.port + 1000
  protocol          = var.service.protocol == "HTTPS" ? "HTTPS" : "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
}
output "arn" { value = aws_lb_target_group.this.arn }
