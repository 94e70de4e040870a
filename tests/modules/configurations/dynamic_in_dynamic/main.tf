variable "rules" {
  type = list(object({
    type    = string
    groups  = optional(map(number), {})
    sticky  = optional(bool)
    content = optional(string)
  }))
  default = [
    { type = "forward", groups = { blue = 90, green = 10 }, sticky = true },
    { type = "fixed-response", content = "gone" },
    { type = "forward", groups = { blue = 1 } },
  ]
}
resource "aws_lb_target_group" "g" {
  for_each = toset(flatten([for r in var.rules : keys(r.groups)]))
  name     = each.value
  port     = 80
  protocol = "HTTP"
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-central-1:000000000000:loadbalancer/app/a/1"
  port              = 80
  dynamic "default_action" {
    for_each = var.rules
    iterator = action
    content {
      type  = action.value.type
      order = action.key + 1
      dynamic "forward" {
        for_each = length(action.value.groups) > 0 ? [action.value] : []
        content {
          dynamic "target_group" {
            for_each = forward.value.groups
            content {
              arn    = aws_lb_target_group.g[target_group.key].arn
              weight = target_group.value
            }
          }
          dynamic "stickiness" {
            for_each = forward.value.sticky[*]
            content {
              enabled  = stickiness.value
              duration = 60 * (action.key + 1)
            }
          }
        }
      }
      dynamic "fixed_response" {
        for_each = action.value.content == null ? [] : [action.value.content]
        content {
          content_type = "text/plain"
          message_body = fixed_response.value
        }
      }
    }
  }
}
