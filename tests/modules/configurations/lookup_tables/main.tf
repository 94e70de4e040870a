variable "sizes" {
  type    = map(list(number))
  default = { small = [80], large = [80, 443, 8443] }
}
variable "overrides" {
  type    = map(map(string))
  default = { small = { protocol = "TCP" } }
}
locals {
  protocol_of = { 80 = "HTTP", 443 = "HTTPS", "8443" = "HTTPS" }
  flat        = { for pair in flatten([for s, ports in var.sizes : [for i, p in ports : { id = "${s}-${i}", size = s, port = p }]]) : pair.id => pair }
}
resource "aws_lb_target_group" "g" {
  for_each = local.flat
  name     = each.key
  port     = each.value.port
  protocol = lookup(lookup(var.overrides, each.value.size, {}), "protocol", local.protocol_of[each.value.port])
  tags     = { last = element(var.sizes[each.value.size], length(var.sizes[each.value.size]) - 1) }
}
