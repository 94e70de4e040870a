data "aws_vpc" "default" {
  default = true
}
data "aws_availability_zones" "available" {
  state = "available"
}
resource "aws_lb_target_group" "g" {
  count    = 2
  name     = "g${count.index}"
  vpc_id   = data.aws_vpc.default.id
  port     = 80
  tags     = { zone = data.aws_availability_zones.available.names[count.index], known = "x" }
}
