resource "aws_lb" "a" {
  name = "a"
  tags = { next = aws_lb.b.name }
}
resource "aws_lb" "b" {
  name = "${local.suffix}-b"
  tags = { next = module.c.name }
}
locals { suffix = module.c.name }
module "c" {
  source = "./c"
  seed   = aws_lb.d["x"].name
}
resource "aws_lb" "d" {
  for_each = { x = "seed", y = "other" }
  name     = each.value
}
