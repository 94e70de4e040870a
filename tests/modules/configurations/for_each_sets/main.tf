variable "ports" {
  type    = set(number)
  default = [443, 80, 8080, 80]
}
variable "names" {
  type    = set(string)
  default = ["b", "a"]
}
resource "aws_lb_target_group" "n" {
  for_each = var.names
  name     = each.value
  protocol = each.key
  port     = length(setintersection(var.names, [each.key, "z"]))
}
resource "aws_lb_target_group" "p" {
  for_each = toset([for p in var.ports : tostring(p)])
  name     = "p${each.key}"
  port     = each.value
}
resource "aws_lb_target_group" "u" {
  for_each = setunion(var.names, ["c"])
  name     = each.key
  port     = sum(var.ports)
}
resource "aws_lb_target_group" "d" {
  for_each = setsubtract(["x", "y"], ["y"])
  name     = each.key
}
resource "aws_elb" "e" {
  dynamic "listener" {
    for_each = var.ports
    content {
      lb_port       = listener.value
      instance_port = listener.key
    }
  }
}
