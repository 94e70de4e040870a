variable "text" { default = "2" }
variable "flag" {
  type    = bool
  default = true
}
resource "aws_lb" "text" {
  count = var.text
  name  = count.index % 2 == 0 ? "even" : "odd"
}
resource "aws_lb" "flag" {
  count = var.flag ? length(aws_lb.text) + 1 : 0
  name  = element(["x", "y"], count.index)
}
resource "aws_lb" "signed" {
  count = max(0, length(aws_lb.flag) - 5)
  name  = "never"
}
resource "aws_lb" "ranged" {
  count = length([for n in range(5) : n if n % 2 == 1])
  name  = format("r%02d", count.index + 1)
}
