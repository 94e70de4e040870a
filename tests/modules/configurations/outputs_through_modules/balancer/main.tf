variable "network" { type = object({ vpc = object({ name = string }) }) }
variable "subnets" { type = list(string) }
resource "aws_lb" "b" {
  name    = var.network.vpc.name
  subnets = var.subnets
}
output "listeners" {
  value = {
    for p in [{ n = "http", p = 80 }, { n = "https", p = 443 }] :
    p.n => { balancer = aws_lb.b.arn, port = p.p, protocol = upper(p.n) }
  }
}
