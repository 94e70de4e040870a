variable "enabled" { default = true }
variable "names" { default = ["x", "y", "z"] }
module "many" {
  source = "./group"
  count  = length(var.names)
  name   = var.names[count.index]
  port   = 8000 + count.index
}
module "maybe" {
  source = "./group"
  count  = var.enabled ? 1 : 0
  name   = "maybe"
  port   = 1
}
module "never" {
  source = "./group"
  count  = var.enabled ? 0 : 1
  name   = "never"
  port   = 2
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = "b"
  port              = module.many[1].port
  protocol          = one(module.maybe[*].protocol)
  alpn_policy       = one(module.never[*].protocol)
  ssl_policy        = join(",", module.many.*.name)
  tags              = { total = sum(module.many[*].port), last = reverse(module.many)[0].name }
  dynamic "default_action" {
    for_each = concat(module.many, module.never, module.maybe)
    content {
      type             = "forward"
      target_group_arn = default_action.value.arn
      order            = default_action.value.port
    }
  }
}
