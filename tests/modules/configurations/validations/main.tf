variable "protocol" {
  type    = string
  default = "HTTPS"
  validation {
    condition     = contains(["HTTP", "HTTPS"], var.protocol)
    error_message = "No."
  }
}
variable "port" {
  type = number
  default = 443
  validation {
    condition     = var.port > 0 && var.port < 65536
    error_message = "No."
  }
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = "b"
  protocol          = var.protocol
  port              = var.port
  lifecycle {
    precondition {
      condition     = var.port != 80 || var.protocol == "HTTP"
      error_message = "No."
    }
    ignore_changes = [tags]
    create_before_destroy = true
  }
  timeouts {
    create = "5m"
  }
}
