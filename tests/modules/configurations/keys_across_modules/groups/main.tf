variable "groups" { type = map(number) }
resource "aws_lb_target_group" "g" {
  for_each = var.groups
  name     = each.key
  port     = each.value
}
output "arns" { value = { for k, g in aws_lb_target_group.g : k => g.arn } }
output "ports" { value = { for k, g in aws_lb_target_group.g : k => g.port } }
output "names" { value = toset(keys(var.groups)) }
