locals {
  balancers = {
    public  = { internal = false, listeners = { http = 80, https = 443 } }
    private = { internal = true, listeners = { tcp = 9000 } }
    empty   = { internal = true, listeners = {} }
  }
  listeners = merge([
    for name, one in local.balancers : {
      for key, port in one.listeners : "${name}/${key}" => { balancer = name, key = key, port = port }
    }
  ]...)
}
resource "aws_lb" "b" {
  for_each = local.balancers
  name     = each.key
  internal = each.value.internal
}
resource "aws_lb_listener" "l" {
  for_each          = local.listeners
  load_balancer_arn = aws_lb.b[each.value.balancer].arn
  port              = each.value.port
  protocol          = upper(each.value.key)
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = format("%d", 200 + length(each.value.key))
    }
  }
}
