variable "zone" {}
variable "number" {}
resource "aws_lb" "inner" {
  name = var.zone
}
output "subnets" { value = [for i in range(var.number) : "${var.zone}${i}"] }
output "number" { value = var.number }
output "deep" { value = { x = [{ y = "${var.zone}!" }] } }
