resource "aws_lb" "b" {
  name = "b"
}
module "m" {
  source = "./m"
  logs   = { bucket = aws_lb.b.id }
}
