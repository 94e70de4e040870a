variable "ports" { default = [80, 443] }
resource "aws_lb" "b" {
  name = trimspace(templatefile("${path.module}/name.tftpl", { prefix = "web", ports = var.ports }))
  tags = jsondecode(templatefile("${path.module}/tags.json.tftpl", { tags = { a = "1", b = "2" } }))
}
resource "aws_lb_listener" "l" {
  for_each          = { for line in compact(split("\n", templatefile("${path.module}/ports.tftpl", { ports = var.ports }))) : split("=", line)[0] => split("=", line)[1] }
  load_balancer_arn = aws_lb.b.arn
  port              = each.value
  protocol          = each.key
}
