variable "secret" {
  type      = object({ port = number, name = string })
  sensitive = true
  default   = { port = 8443, name = "hidden" }
}
locals {
  plain = nonsensitive(var.secret.port)
  mixed = { open = "x", closed = sensitive("y") }
}
module "m" {
  source = "./m"
  ports  = { a = sensitive(1), b = 2 }
}
resource "aws_lb_target_group" "g" {
  name     = "${var.secret.name}-${local.mixed.closed}"
  port     = var.secret.port
  protocol = local.mixed.open
  tags     = { p = local.plain + 1, m = module.m.total }
}
