resource "other_rule" "r" {
  name = "r"
  condition {
    count    = 3
    provider = "x"
    lifecycle {
      for_each = "y"
    }
  }
  lifecycle {
    ignore_changes = [somewhere, name]
  }
}
data "other_images" "all" {
  owner = "me"
}
resource "other_rule" "s" {
  count = length(data.other_images.all.images[*].id) >= 0 ? 1 : 0
  name  = "s"
}
