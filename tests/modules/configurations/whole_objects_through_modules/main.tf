resource "aws_lb" "b" {
  name     = "shared"
  internal = true
}
resource "aws_lb_target_group" "g" {
  for_each = { x = 1, y = 2 }
  name     = each.key
  port     = each.value
}
module "m" {
  source   = "./m"
  balancer = aws_lb.b
  groups   = aws_lb_target_group.g
  first    = values(aws_lb_target_group.g)[0]
}
resource "aws_lb_listener" "outer" {
  for_each          = module.m.made
  load_balancer_arn = module.m.balancer.arn
  port              = each.value.port + 1
  tags              = { name = module.m.balancer.name, internal = module.m.balancer.internal }
}
