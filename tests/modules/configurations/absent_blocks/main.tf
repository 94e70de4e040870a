variable "check" {
  type    = object({ path = string })
  default = null
}
variable "logs" {
  type    = map(string)
  default = null
}
variable "list" {
  type    = list(string)
  default = null
}
resource "aws_lb_target_group" "g" {
  name = "g"
  dynamic "health_check" {
    for_each = var.check == null ? [] : [var.check]
    content {
      path = health_check.value.path
    }
  }
  dynamic "stickiness" {
    for_each = var.check[*]
    content {
      type = stickiness.value.path
    }
  }
}
resource "aws_lb" "b" {
  name = "b"
  dynamic "access_logs" {
    for_each = [for l in [var.logs] : l if l != null]
    content {
      bucket = access_logs.value.bucket
    }
  }
  dynamic "subnet_mapping" {
    for_each = coalesce(var.list, ["s1", "s2"])
    content {
      subnet_id = subnet_mapping.value
    }
  }
}
