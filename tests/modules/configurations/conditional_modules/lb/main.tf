variable "kind" {}
variable "number" {
  type    = number
  default = null
}
resource "aws_lb" "b" {
  name               = coalesce(var.number, 80)
  load_balancer_type = var.kind
}
output "arn" { value = aws_lb.b.arn }
output "name" { value = aws_lb.b.name }
output "port" { value = var.number }
