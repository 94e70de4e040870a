variable "extra" { default = true }
locals {
  groups = merge(
    { base = { port = 80 } },
    var.extra ? { extra = { port = 81 } } : {},
    !var.extra ? { never = { port = 82 } } : {},
    { for p in [83, 84] : "p${p}" => { port = p } if p != 84 || var.extra },
  )
  filtered = { for k, g in local.groups : upper(k) => g.port if !startswith(k, "p") }
}
resource "aws_lb_target_group" "g" {
  for_each = local.groups
  name     = each.key
  port     = each.value.port
}
resource "aws_lb_target_group" "f" {
  for_each = local.filtered
  name     = each.key
  port     = each.value
}
