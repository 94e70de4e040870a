variable "rules" {
  default = [
    { host = "a", port = 80, on = true }, { host = "b", port = 80, on = true },
    { host = "a", port = 443, on = true }, { host = "c", port = 1, on = false },
  ]
}
locals {
  by_host = { for r in var.rules : r.host => r.port... if r.on }
  by_port = { for i, r in var.rules : tostring(r.port) => "${i}:${r.host}"... }
  zipped  = zipmap(keys(local.by_host), [for h, ports in local.by_host : max(ports...)])
  swapped = transpose({ for h, ports in local.by_host : h => [for p in ports : tostring(p)] })
  chunks  = chunklist([for r in var.rules : r.host], 3)
  ranks   = { for h in distinct(var.rules[*].host) : h => index(distinct(var.rules[*].host), h) }
}
resource "aws_elb" "e" {
  for_each = local.by_host
  name     = each.key
  dynamic "listener" {
    for_each = each.value
    content {
      lb_port       = listener.value
      lb_protocol   = listener.value == 443 ? "https" : "http"
      instance_port = local.zipped[each.key] + listener.key
    }
  }
  tags = {
    hosts = join(" ", [for p, hosts in local.by_port : "${p}=${join(",", hosts)}"])
    swap  = jsonencode(local.swapped)
    chunk = jsonencode(local.chunks)
    rank  = local.ranks[each.key]
  }
}
