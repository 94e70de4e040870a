data "aws_lb" "shared" {
  name = "shared"
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = data.aws_lb.shared.arn
  port              = 80
  tags              = { of = data.aws_lb.shared.name }
}
