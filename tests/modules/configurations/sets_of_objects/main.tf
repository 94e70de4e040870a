locals {
  numbers = toset([{ a = 1 }, { a = 10 }, { a = 2 }, { a = 0.5 }, { a = 1e10 }, { a = 123456789012 }, { a = 0.00001 }, { a = -3 }, { a = null }])
  texts   = toset([["b"], ["a", "c"], ["a"], ["é"], ["\n"], ["\""], ["\u200b"], ["a\tb"], []])
  rows    = toset([{ n = "b", p = 80 }, { n = "a", p = 443 }, { n = "a", p = 80 }, { n = "a", p = null }])
  pairs   = setproduct(toset(["z", "b"]), toset([10, 9]))
}
resource "aws_elb" "e" {
  name = join(",", [for n in local.numbers : n.a == null ? "null" : n.a])
  tags = {
    texts = jsonencode(local.texts)
    pairs = jsonencode(local.pairs)
    list  = jsonencode(true ? tolist(["b", "b"]) : toset(["a"]))
    set   = jsonencode(true ? ["b", "b"] : toset(["a"]))
    union = jsonencode(tolist([toset(["b", "a"]), tolist(["a", "a"])]))
  }
  dynamic "listener" {
    for_each = local.rows
    content {
      lb_protocol = listener.value.n
      lb_port     = listener.key.p
    }
  }
}
