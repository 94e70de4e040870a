variable "name" {}
variable "size" {}
resource "aws_lb" "b" {
  name         = var.name
  idle_timeout = var.size
}
