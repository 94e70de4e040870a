variable "defaults" { default = { protocol = "HTTP", port = 80, path = "/" } }
variable "groups" {
  default = {
    one = {}
    two = { port = 81 }
  }
}
locals {
  nothing = null
  all     = { for k, g in var.groups : k => merge(var.defaults, g, { name = k }) }
}
resource "aws_lb_target_group" "g" {
  for_each = local.all
  name     = each.value["name"]
  port     = lookup(each.value, "port", 1)
  protocol = lookup(each.value, "protocol", "TCP")
  health_check {
    path     = lookup(each.value, "path", "/none")
    protocol = lookup(lookup(var.groups, each.key, {}), "health_protocol", each.value.protocol)
    port     = coalesce(local.nothing, "traffic-port")
  }
}
