resource "aws_lb" "b" {
  for_each           = toset(["a", "b"])
  name               = each.key
  load_balancer_type = "network"
}
resource "aws_lb_target_group" "g" {
  for_each = aws_lb.b
  name     = each.value.name
  port     = 80 + length(each.value.load_balancer_type)
  protocol = "TCP"
}
resource "aws_lb_listener" "l" {
  for_each          = aws_lb_target_group.g
  load_balancer_arn = aws_lb.b[each.key].arn
  port              = each.value.port
  protocol          = each.value.protocol
  default_action {
    type             = "forward"
    target_group_arn = each.value.arn
  }
}
