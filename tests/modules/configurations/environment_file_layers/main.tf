variable "env" {}
locals {
  base   = jsondecode(file("${path.module}/config/base.json"))
  layer  = fileexists("${path.module}/config/${var.env}.json") ? jsondecode(file("${path.module}/config/${var.env}.json")) : {}
  merged = { for k in setunion(keys(local.base), keys(local.layer)) : k => try(merge(local.base[k], local.layer[k]), local.layer[k], local.base[k]) }
}
resource "aws_lb_listener" "l" {
  for_each          = local.merged.listeners
  load_balancer_arn = "b"
  port              = each.value
  protocol          = local.merged.protocol
}
