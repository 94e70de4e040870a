variable "ports" {
  type      = map(number)
}
resource "aws_lb" "b" {
  name         = "m"
  idle_timeout = var.ports["a"]
}
output "total" {
  value     = sum(values(var.ports))
  sensitive = true
}
