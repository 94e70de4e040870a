variable "path" {}
resource "aws_lb" "b" {
  name = var.path
}
output "name" { value = aws_lb.b.name }
