variable "create" { default = false }
resource "aws_lb" "b" {
  count = var.create ? 1 : 0
  name  = "b"
}
resource "aws_lb_target_group" "g" {
  for_each = var.create ? { a = 1 } : {}
  name     = each.key
}
resource "aws_lb_listener" "l" {
  count             = var.create ? 0 : 1
  load_balancer_arn = try(aws_lb.b[0].arn, "none")
  port              = length(aws_lb.b)
  protocol          = length(aws_lb_target_group.g) == 0 ? "HTTP" : "HTTPS"
  alpn_policy       = join("", aws_lb.b[*].arn)
  ssl_policy        = one(aws_lb.b[*].name)
  tags              = { for k, g in aws_lb_target_group.g : k => g.arn }
}
