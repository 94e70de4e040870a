variable "listeners" {
  type = any
  default = {
    plain = { port = 80, forward = { group = "g" } }
    moved = { port = 81, redirect = { port = "443", code = 301 } }
  }
}
locals {
  empty = {}
  yes   = true
}
resource "aws_lb_listener" "l" {
  for_each          = var.listeners
  load_balancer_arn = "b"
  port              = each.value.port
  dynamic "default_action" {
    for_each = lookup(each.value, "forward", null) != null ? [each.value.forward] : []
    content {
      type             = "forward"
      target_group_arn = default_action.value.group
    }
  }
  dynamic "default_action" {
    for_each = lookup(each.value, "redirect", null) == null ? [] : [each.value.redirect]
    content {
      type = "redirect"
      redirect {
        port        = default_action.value.port
        status_code = "HTTP_${default_action.value.code}"
      }
    }
  }
}
resource "aws_lb" "b" {
  name = "types"
  tags = {
    mixed   = jsonencode(local.yes ? [1, "a"] : [local.empty.x])
    kept    = jsonencode(local.yes ? [1, "a"] : local.empty.x)
    objects = jsonencode(local.yes ? [{ a = 1 }, { b = 2 }] : [local.empty.x])
    same    = jsonencode(local.yes ? [1, "a"] : [local.empty.x, "b"])
    map     = jsonencode(local.yes ? { a = 1, b = "x" } : { b = local.empty.x })
    object  = jsonencode(local.yes ? { a = 1, b = "x" } : { a = local.empty.x, b = local.empty.y })
    text    = jsonencode(local.yes ? [true] : ["${local.empty.x}y"])
    word    = jsonencode(local.yes ? [true] : ["x", local.empty.x])
    sum     = jsonencode(local.yes ? [5] : [local.empty.x + 1, "a"])
    deep    = jsonencode(local.yes ? [[1], ["a"]] : [[local.empty.x]])
    loop    = jsonencode(local.yes ? [1, "a"] : [for x in local.empty.x : x])
  }
}
