resource "terraform_data" "ids" {
}
locals {
  groups  = [{ ids = terraform_data.ids.id, weight = 10 }]
  servers = flatten([for g in local.groups : [for id in split(",", g.ids) : { id = id, weight = g.weight }]])
  more    = flatten([["known"], [for id in split(",", terraform_data.ids.id) : id]])
  nested  = flatten([[["a"], []], [["b", ["c-${terraform_data.ids.id}"]]]])
}
resource "aws_elb" "e" {
  name      = "e"
  instances = local.more
  subnets   = local.nested
  dynamic "listener" {
    for_each = local.servers
    content {
      lb_port     = listener.value.weight
      lb_protocol = listener.value.id
    }
  }
}
