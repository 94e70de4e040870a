resource "aws_lb" "b" {
  name       = "b"
  depends_on = [module.first]
}
module "first" {
  source = "./first"
  port   = 80
}
module "second" {
  source     = "./first"
  port       = module.first.next
  depends_on = [aws_lb.b, module.first]
}
