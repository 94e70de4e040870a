locals {
  set    = toset(["b", "a"])
  map    = { two = 2, one = 1 }
  object = { name = "n", list = [1, 2] }
}
resource "aws_elb" "e" {
  dynamic "listener" {
    for_each = local.set
    iterator = item
    content {
      lb_protocol   = item.key
      instance_protocol = item.value
    }
  }
  dynamic "listener" {
    for_each = local.map
    content {
      lb_protocol = listener.key
      lb_port     = listener.value
    }
  }
  listener {
    lb_protocol = "static"
    lb_port     = 1
  }
  dynamic "listener" {
    for_each = local.object.list
    iterator = each_one
    content {
      lb_port       = each_one.key
      instance_port = each_one.value
    }
  }
  dynamic "listener" {
    for_each = { for k in local.set : k => { port = length(k) } }
    content {
      lb_port            = listener.value["port"]
      lb_protocol        = listener.value.port == 1 ? listener.key : null
      ssl_certificate_id = try(listener.value.cert, "none")
    }
  }
}
