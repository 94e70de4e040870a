resource "aws_lb_target_group" "g" {
  for_each = { a = 1 / 3, b = 0.1 + 0.2, c = 1e3, d = 9007199254740993, e = -0, f = 7 / 2 * 2, g = 1.50, h = 100000000000000000000 }
  name     = "v${each.value}"
  port     = each.value
  tags     = { text = tostring(each.value), mod = each.value % 2, int = floor(each.value), json = jsonencode(each.value) }
}
