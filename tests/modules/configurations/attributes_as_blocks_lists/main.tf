locals {
  tags = [for i in range(3) : { key = "k${i}", value = i }]
}
resource "other_balancer" "b" {
  name     = "other"
  ports    = [{ port = 80, protocol = "http" }, { port = 443, protocol = "https" }]
  tag_list = local.tags
  nested   = { deep = { deeper = [1, "two", null, { three = true }] } }
  empty    = { list = [], map = {}, text = "", null = null }
}
resource "other_check" "c" {
  ports = other_balancer.b.ports[*].port
  first = other_balancer.b.nested.deep.deeper[3].three
  tags  = { for t in other_balancer.b.tag_list : t.key => t.value if t.value > 0 }
}
