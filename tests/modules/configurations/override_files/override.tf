resource "aws_lb_listener" "l" {
  alpn_policy = local.b
}
