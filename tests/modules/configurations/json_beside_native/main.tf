variable "tls" {
  type    = bool
  default = true
}
resource "aws_lb_target_group" "g" {
  name     = local.names["web"]
  port     = local.ports[0]
  protocol = var.tls ? "HTTPS" : "HTTP"
}
module "inner" {
  source = "./inner"
  group  = aws_lb_target_group.g.arn
}
