variable "name" { type = string }
variable "services" {
  type = map(object({ port = number, protocol = optional(string, "HTTP") }))
}
resource "aws_lb" "this" {
  name               = "${var.name}-lb"
  load_balancer_type = "application"
}
module "service" {
  source   = "./service"
  for_each = var.services
  name     = "${var.name}-${each.key}"
  service  = each.value
  balancer = aws_lb.this.arn
}
output "group_arns" { value = { for k, s in module.service : k => s.arn } }
