locals {
  zones = ["a", "b"]
  ports = [80, 443, 8080]
  pairs = { for pair in setproduct(local.zones, local.ports) : "${pair[0]}-${pair[1]}" => { zone = pair[0], port = pair[1] } }
  flat  = flatten([for z in local.zones : [for p in local.ports : "${z}:${p}" if p > 80]])
}
resource "aws_lb_target_group" "g" {
  for_each = local.pairs
  name     = each.key
  port     = each.value.port
  protocol = each.value.port == 443 ? "HTTPS" : "HTTP"
}
resource "aws_lb_target_group" "flat" {
  count    = length(local.flat)
  name     = local.flat[count.index]
  port     = tonumber(split(":", local.flat[count.index])[1])
  protocol = "TCP"
  tags     = { all = join(",", local.flat), first = element(local.flat, count.index + 5) }
}
