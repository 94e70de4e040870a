variable "name" { type = string }
variable "create" {
  type    = bool
  default = true
}
variable "listeners" {
  type    = any
  default = {}
}
variable "target_groups" {
  type    = any
  default = {}
}
variable "default_port" {
  type    = number
  default = 80
}
locals {
  create = var.create && true
  listener_rules = flatten([
    for listener_key, listener_values in var.listeners : [
      for rule_key, rule_values in lookup(listener_values, "rules", {}) :
      merge(rule_values, { listener_key = listener_key, rule_key = rule_key })
    ]
  ])
}
resource "aws_lb" "this" {
  count = local.create ? 1 : 0
  name  = var.name
}
resource "aws_lb_listener" "this" {
  for_each = { for k, v in var.listeners : k => v if local.create }
  dynamic "default_action" {
    for_each = try([each.value.redirect], [])
    content {
      order = try(default_action.value.order, null)
      type  = "redirect"
      redirect {
        host        = try(default_action.value.host, null)
        port        = try(default_action.value.port, null)
        protocol    = try(default_action.value.protocol, null)
        status_code = default_action.value.status_code
      }
    }
  }
  dynamic "default_action" {
    for_each = try([each.value.forward], [])
    content {
      type             = "forward"
      target_group_arn = try(aws_lb_target_group.this[default_action.value.target_group_key].arn, default_action.value.arn, null)
    }
  }
  dynamic "default_action" {
    for_each = try([each.value.weighted_forward], [])
    content {
      type = "forward"
      forward {
        dynamic "target_group" {
          for_each = try(default_action.value.target_groups, [])
          content {
            arn    = try(aws_lb_target_group.this[target_group.value.target_group_key].arn, target_group.value.arn, null)
            weight = try(target_group.value.weight, null)
          }
        }
        dynamic "stickiness" {
          for_each = try([default_action.value.stickiness], [])
          content {
            duration = try(stickiness.value.duration, 60)
            enabled  = try(stickiness.value.enabled, null)
          }
        }
      }
    }
  }
  load_balancer_arn = aws_lb.this[0].arn
  port              = try(each.value.port, var.default_port)
  protocol          = try(each.value.protocol, "HTTP")
  tags              = merge({ Name = each.key }, try(each.value.tags, {}))
}
resource "aws_lb_listener_rule" "this" {
  for_each     = { for v in local.listener_rules : "${v.listener_key}/${v.rule_key}" => v if local.create }
  listener_arn = try(each.value.listener_arn, aws_lb_listener.this[each.value.listener_key].arn)
  priority     = try(each.value.priority, null)
  dynamic "action" {
    for_each = [for action in each.value.actions : action if action.type == "forward"]
    content {
      type             = "forward"
      target_group_arn = try(action.value.target_group_arn, aws_lb_target_group.this[action.value.target_group_key].arn, null)
    }
  }
  dynamic "action" {
    for_each = [for action in each.value.actions : action if action.type == "fixed-response"]
    content {
      type = "fixed-response"
      fixed_response {
        content_type = try(action.value.content_type, "text/plain")
        status_code  = try(action.value.status_code, null)
      }
    }
  }
  dynamic "condition" {
    for_each = [for condition in each.value.conditions : condition if contains(keys(condition), "path_pattern")]
    content {
      dynamic "path_pattern" {
        for_each = try([condition.value.path_pattern], [])
        content {
          values = path_pattern.value.values
        }
      }
    }
  }
}
resource "aws_lb_target_group" "this" {
  for_each    = { for k, v in var.target_groups : k => v if local.create }
  name        = try(each.value.name, null)
  name_prefix = try(each.value.name, null) == null ? try(each.value.name_prefix, "${substr(each.key, 0, 2)}-") : null
  port        = try(each.value.target_type, null) == "lambda" ? null : try(each.value.port, var.default_port)
  protocol    = try(each.value.target_type, null) == "lambda" ? null : try(each.value.protocol, "HTTP")
  dynamic "health_check" {
    for_each = try([each.value.health_check], [])
    content {
      enabled  = try(health_check.value.enabled, null)
      path     = try(health_check.value.path, null)
      matcher  = try(health_check.value.matcher, null)
      protocol = try(health_check.value.protocol, null)
    }
  }
}
