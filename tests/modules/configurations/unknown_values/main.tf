resource "aws_lb" "b" {
  count = 2
  name  = "b${count.index}"
}
locals {
  arns   = aws_lb.b[*].arn
  map    = { a = aws_lb.b[0].arn, b = "arn:known" }
  nested = { x = { arn = aws_lb.b[1].id, port = 80 }, y = { arn = null, port = 81 } }
}
resource "aws_lb_listener" "l" {
  for_each          = local.nested
  load_balancer_arn = each.value.arn
  port              = each.value.port
  protocol          = length(local.arns) == 2 ? "HTTP" : "HTTPS"
  alpn_policy       = local.map["b"]
  ssl_policy        = "prefix-${aws_lb.b[0].id}"
  tags = {
    first    = local.map["a"]
    known    = lookup(local.map, "c", "none")
    starts   = startswith("x-${local.arns[0]}", "x-")
    condition = aws_lb.b[0].id == "x" ? "same" : "same"
    json     = jsonencode({ a = local.arns[0] })
    merged   = merge(local.map, { c = 1 })["c"]
    contains = contains(["arn:known", local.arns[0]], "arn:known")
    coalesce = coalesce("", "first", local.arns[0])
    try      = try(local.map.zzz, "caught")
    keys     = join(",", keys(local.map))
    filtered = length([for k, v in local.map : k if k != "b"])
  }
}
