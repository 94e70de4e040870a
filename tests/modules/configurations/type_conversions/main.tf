variable "numbers" {
  type    = list(number)
  default = ["1", 2, "3.5"]
}
variable "strings" {
  type    = map(string)
  default = { a = 1, b = true, c = "x" }
}
variable "tuple" {
  type    = tuple([string, number, bool])
  default = [1, "2", "true"]
}
variable "any_list" {
  type    = list(any)
  default = ["a", 1, true]
}
variable "any_map" {
  type    = map(any)
  default = { a = 1, b = "2" }
}
variable "object" {
  type    = object({ a = string, b = list(number) })
  default = { a = 5, b = ["6"], extra = "dropped" }
}
variable "set" {
  type    = set(string)
  default = [3, "3", "b", 1]
}
variable "sets" {
  type    = map(set(number))
  default = { a = [3, 1, "3"] }
}
resource "aws_lb" "b" {
  name    = var.object.a
  subnets = [for n in var.numbers : n + 1]
  tags = {
    strings  = jsonencode(var.strings)
    tuple    = jsonencode(var.tuple)
    any_list = jsonencode(var.any_list)
    any_map  = jsonencode(var.any_map)
    object   = jsonencode(var.object)
    set      = jsonencode(var.set)
    sets     = jsonencode(var.sets)
    extra    = can(var.object.extra)
  }
}
