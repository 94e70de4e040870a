variable "listeners" {
  type = map(object({
    port     = optional(number, 443)
    protocol = optional(string, "HTTPS")
    action = optional(object({
      type   = optional(string, "forward")
      target = optional(string)
      codes  = optional(list(string), ["200", "301"])
      sticky = optional(object({ on = optional(bool, false), seconds = optional(number) }), {})
    }), {})
    tags = optional(map(string), { a = "b" })
  }))
  default = {
    none  = {}
    some  = { port = "80", protocol = "HTTP", action = { target = "x" }, tags = null }
    every = { action = { type = null, codes = [1, true], sticky = { on = "true" } } }
    null  = { action = null, port = null }
  }
}
resource "aws_lb_listener" "l" {
  for_each          = var.listeners
  load_balancer_arn = "arn"
  port              = each.value.port
  protocol          = each.value.protocol
  tags              = each.value.tags
  alpn_policy       = each.value.action.target
  default_action {
    type             = each.value.action.type
    target_group_arn = each.value.action.target
    fixed_response {
      content_type = join("+", each.value.action.codes)
    }
    forward {
      stickiness {
        enabled  = each.value.action.sticky.on
        duration = each.value.action.sticky.seconds
      }
    }
  }
}
