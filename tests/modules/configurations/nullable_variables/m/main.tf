variable "strict" {
  type     = number
  default  = 80
  nullable = false
}
variable "loose" {
  type    = number
  default = 81
}
variable "object" {
  type     = object({ a = optional(string, "x") })
  default  = {}
  nullable = false
}
variable "required" {
  type     = string
}
resource "aws_lb_target_group" "g" {
  name        = var.required
  port        = var.strict
  protocol    = var.object.a
  slow_start  = var.loose
  target_type = var.loose == null ? "null" : "number"
}
