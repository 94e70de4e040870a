variable "balancer" {}
variable "groups" { type = any }
variable "first" { type = object({ name = string, port = number, arn = string }) }
resource "aws_lb_listener" "l" {
  for_each          = var.groups
  load_balancer_arn = var.balancer.arn
  port              = each.value.port
  protocol          = var.balancer.internal ? "HTTP" : "HTTPS"
  default_action {
    type             = "forward"
    target_group_arn = var.groups[each.key].arn
  }
  tags = { first = var.first.name, all = join(",", [for g in var.groups : g.name]) }
}
output "made" { value = aws_lb_listener.l }
output "balancer" { value = var.balancer }
