resource "aws_lb" "b" {
  name = "b"
}
