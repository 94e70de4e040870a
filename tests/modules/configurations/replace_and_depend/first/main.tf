variable "port" { type = number }
resource "aws_lb_target_group" "g" {
  port     = var.port
  protocol = "HTTP"
  lifecycle {
    replace_triggered_by = [terraform_data.t]
  }
}
resource "terraform_data" "t" {
  input = var.port
}
output "next" { value = aws_lb_target_group.g.port + 1 }
