locals {
  rows = csvdecode(file("${path.module}/groups.csv"))
}
resource "aws_lb_target_group" "g" {
  for_each = { for r in local.rows : r.name => r }
  name     = each.value.name
  port     = tonumber(each.value.port)
  protocol = each.value.protocol == "" ? "HTTP" : each.value.protocol
  tags     = { note = each.value["a note"] }
}
