variable "name" { type = string }
variable "port" { type = string }
resource "aws_lb_target_group" "g" {
  name     = var.name
  port     = var.port
  protocol = "HTTP"
}
output "arn" { value = aws_lb_target_group.g.arn }
output "port" { value = aws_lb_target_group.g.port }
output "name" { value = aws_lb_target_group.g.name }
output "protocol" { value = aws_lb_target_group.g.protocol }
