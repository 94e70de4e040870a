locals {
  o = { null = 1, true = 2, false = 3, 5 = 4, for = 5, if = 6, in = 7, "x y" = 8, a-b = 9, 1.50 = 10, ("p${1}") = 11 }
}
resource "aws_lb_target_group" "g" {
  for_each = local.o
  name     = each.key
  port     = each.value
  tags     = { direct = local.o.null + local.o.true + local.o.for + local.o["5"] + local.o.a-b }
}
