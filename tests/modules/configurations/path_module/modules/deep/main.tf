variable "name" {}
locals {
  files = fileset(path.module, "conf/*.txt")
}
resource "aws_lb_target_group" "g" {
  for_each = local.files
  name     = "${var.name}:${basename(each.value)}:${path.module}:${path.root}"
  port     = tonumber(trimspace(file("${path.module}/${each.value}")))
  protocol = fileexists("${path.module}/conf/none.txt") ? "TCP" : "HTTP"
  tags = {
    hash = filemd5("${path.module}/${each.key}")
    dir  = dirname("${path.module}/${each.key}")
    b64  = filebase64("${path.module}/${each.key}")
  }
}
