locals {
  env       = "prod"
  settings  = { prod = { tls = true, base = 8000 }, dev = { tls = false, base = 9000 } }
  current   = local.settings[local.env]
  protocol  = local.current.tls ? "HTTPS" : "HTTP"
  protocols = { for n in local.names : n => n == "plain" ? "HTTP" : local.protocol }
  names     = sort(keys(local.offsets))
  offsets   = { secure = 1, plain = 2, other = length(local.env) }
  ports     = { for n, o in local.offsets : n => local.current.base + o }
  table     = { for n in local.names : n => { port = local.ports[n], protocol = local.protocols[n] } }
}
resource "aws_lb_target_group" "g" {
  for_each = { for n, row in local.table : n => row if row.protocol != "TCP" }
  name     = "${local.env}-${each.key}"
  port     = each.value.port
  protocol = each.value.protocol
}
