variable "name" {}
variable "port" {}
resource "aws_lb_target_group" "g" {
  name = var.name
  port = var.port
}
output "arn" { value = aws_lb_target_group.g.arn }
output "name" { value = aws_lb_target_group.g.name }
