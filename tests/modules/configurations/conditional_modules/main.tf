variable "kind" { default = "network" }
module "application" {
  source = "./lb"
  count  = var.kind == "application" ? 1 : 0
  kind   = var.kind
}
module "network" {
  source   = "./lb"
  for_each = var.kind == "network" ? { main = 6, udp = 17 } : {}
  kind     = "${var.kind}-${each.key}"
  number   = each.value
}
locals {
  balancer = var.kind == "network" ? module.network["main"].name : module.application[0].name
  port     = try(module.application[0].port, module.network["udp"].port)
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = var.kind == "network" ? module.network["main"].arn : one(module.application[*].arn)
  port              = local.port
  protocol          = local.balancer
}
