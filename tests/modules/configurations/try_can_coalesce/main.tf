variable "deep" {
  default = { a = { b = [{ c = "deep" }] } }
}
locals {
  missing = try(var.deep.a.x.y, "fallback")
  found   = try(var.deep.a.b[0].c, "fallback")
  out     = try(var.deep.a.b[7].c, var.deep.nope, "third")
  able    = can(var.deep.a.b[0].c)
  unable  = can(tonumber("x"))
  first   = coalesce("", null, "x", "y")
  list    = coalescelist([], [1, 2])
  typed   = try(tonumber("12"), 0) + try(tonumber("z"), 1)
}
resource "aws_lb_target_group" "g" {
  count       = local.able && !local.unable ? 2 : 0
  name        = "${local.missing}-${local.found}-${local.out}"
  port        = local.typed
  protocol    = local.first
  target_type = try(aws_lb_target_group.other[count.index].target_type, "none")
  vpc_id      = one(try(local.list[*].x, ["vpc"]))
}
resource "aws_lb_target_group" "other" {
  count       = 1
  target_type = "lambda"
}
