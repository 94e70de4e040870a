locals {
  spec     = yamldecode(file("${path.module}/services.yaml"))
  services = { for s in local.spec.services : s.name => s }
}
resource "aws_lb_target_group" "g" {
  for_each = local.services
  name     = each.key
  port     = each.value.port
  protocol = upper(lookup(each.value, "protocol", local.spec.defaults.protocol))
  health_check {
    path    = try(each.value.health.path, local.spec.defaults.health.path)
    matcher = try(tostring(each.value.health.matcher), null)
    enabled = can(each.value.health)
  }
  tags = merge(local.spec.defaults.tags, try(each.value.tags, {}))
}
