resource "aws_lb" "b" {
  name = "b"
}
check "up" {
  data "http_get" "x" {
    url = "https://${aws_lb.b.dns_name}"
  }
  assert {
    condition     = data.http_get.x.status_code == 200
    error_message = "x"
  }
}
resource "aws_lb" "unused_import" {
  for_each = toset([])
  name     = "x"
}
