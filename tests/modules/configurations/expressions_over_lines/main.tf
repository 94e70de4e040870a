locals {
  a = (
    true
    ? "yes"
    : "no"
  )
  b = [
    for p in [80, 443]
    : p * 2
    if p > 80
  ]
  c = {
    for k, v in { a = 1 }
    : k => v
  }
  d = merge(
    { a = 1 },
    { b = 2 },
  )
  e = length(
    [1, 2]
  ) > 1 && (
    1 == 1
    || 2 == 3
  )
  f = "${
    join("-", [
      "x",
      "y",
    ])
  }"
}
resource "aws_lb_target_group" "g" {
  name     = local.a
  port     = local.b[0]
  protocol = local.f
  tags     = merge(local.c, local.d, { e = local.e })
}
