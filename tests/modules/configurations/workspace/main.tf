locals {
  ports = { default = 80, prod = 443 }
}
resource "aws_lb_listener" "l" {
  count             = terraform.workspace == "prod" ? 2 : 1
  load_balancer_arn = "lb-${terraform.workspace}"
  port              = lookup(local.ports, terraform.workspace, 8080) + count.index
  protocol          = terraform.workspace == "prod" ? "HTTPS" : "HTTP"
}
