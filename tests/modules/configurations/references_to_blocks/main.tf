resource "aws_lb_target_group" "a" {
  name     = "a"
  port     = 8080
  protocol = "HTTP"
  health_check {
    path = "/a"
    port = 9090
  }
  dynamic "stickiness" {
    for_each = ["lb_cookie", "app_cookie"]
    content {
      type            = stickiness.value
      cookie_duration = stickiness.key * 100
    }
  }
}
resource "aws_lb_target_group" "b" {
  name     = "b"
  port     = aws_lb_target_group.a.port + 1
  protocol = aws_lb_target_group.a.health_check[0].path
  tags = {
    port = one(aws_lb_target_group.a.health_check[*].port)
    all  = join(",", aws_lb_target_group.a.stickiness[*].type)
    len  = length(aws_lb_target_group.a.health_check)
    last = aws_lb_target_group.a.stickiness[1].cookie_duration
  }
}
