resource "aws_lb" "new" {
  name = "n"
}
moved {
  from = aws_lb.old
  to   = aws_lb.new
}
module "b" {
  source = "./b"
}
moved {
  from = module.a
  to   = module.b
}
removed {
  from = aws_lb.gone
  lifecycle {
    destroy = false
  }
}
check "health" {
  assert {
    condition     = aws_lb.new.name == "n"
    error_message = "no"
  }
}
