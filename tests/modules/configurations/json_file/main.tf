locals {
  config = jsondecode(file("${path.module}/config.json"))
  groups = { for g in local.config.groups : g.name => merge(local.config.defaults, g) }
}
resource "aws_lb_target_group" "g" {
  for_each    = local.groups
  name        = each.value.name
  port        = each.value.port
  protocol    = each.value.protocol
  target_type = lookup(each.value, "target_type", "instance")
  slow_start  = each.value.slow_start
}
