variable "environment" { type = string }
variable "services" {
  type = list(object({ name = string, port = number, public = optional(bool, false) }))
}
locals {
  public  = [for s in var.services : s if s.public]
  private = { for s in var.services : s.name => s... if !s.public }
}
module "group" {
  source   = "../group"
  for_each = { for s in var.services : s.name => s }
  name     = join("-", [var.environment, each.key])
  port     = each.value.port
}
resource "aws_lb_listener" "public" {
  count             = length(local.public)
  load_balancer_arn = "lb"
  port              = local.public[count.index].port
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = module.group[local.public[count.index].name].arn
  }
}
resource "aws_lb_listener" "private" {
  for_each          = local.private
  load_balancer_arn = "lb"
  port              = each.value[0].port
  tags              = { count = length(each.value), name = module.group[each.key].name }
}
