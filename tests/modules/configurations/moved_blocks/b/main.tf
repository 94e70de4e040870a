resource "aws_lb_target_group" "g" {
  for_each = { one = 1 }
  name     = "g"
  port     = each.value
}
moved {
  from = aws_lb_target_group.g[0]
  to   = aws_lb_target_group.g["one"]
}
