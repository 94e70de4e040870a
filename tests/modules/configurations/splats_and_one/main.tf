variable "subnets" {
  type    = list(object({ id = string, zones = list(string) }))
  default = [{ id = "s1", zones = ["a", "b"] }, { id = "s2", zones = ["c"] }]
}
variable "none" {
  type    = object({ port = number })
  default = null
}
resource "aws_lb" "b" {
  count   = 2
  name    = "b${count.index}"
  subnets = var.subnets[*].id
  tags = {
    zones  = join(",", flatten(var.subnets[*].zones))
    legacy = join(",", var.subnets.*.zones[0])
    none   = length(var.none[*].port)
  }
}
resource "aws_lb_listener" "l" {
  count             = length(aws_lb.b[*].arn)
  load_balancer_arn = aws_lb.b.*.arn[count.index]
  port              = one(var.none[*].port)
  alpn_policy       = join("", aws_lb.b.*.name)
  ssl_policy        = aws_lb.b.0.name
  protocol          = [for b in aws_lb.b : b.name if b.name == "b${count.index}"][0]
}
