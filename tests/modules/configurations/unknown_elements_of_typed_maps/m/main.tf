variable "logs" { type = map(string) }
resource "aws_lb" "b" {
  name = "b"
  access_logs {
    bucket  = var.logs.bucket
    enabled = lookup(var.logs, "enabled", true)
    prefix  = lookup(var.logs, "prefix", 5)
  }
}
