module "network" { source = "./network" }
module "balancer" {
  source  = "./balancer"
  network = module.network
  subnets = module.network.subnets["public"]
}
resource "aws_lb_listener" "l" {
  for_each          = module.balancer.listeners
  load_balancer_arn = each.value.balancer
  port              = each.value.port
  protocol          = each.value.protocol
  tags              = { vpc = module.network.vpc.name, cidr = module.network.vpc.cidrs[0] }
}
