variable "services" {
  type = map(object({
    ports = list(number)
    check = optional(object({ path = optional(string, "/"), codes = optional(set(number), [200]) }))
    note  = optional(string)
  }))
}
variable "motd" { type = string }
variable "switch" { type = bool }
resource "aws_lb_target_group" "g" {
  for_each = var.services
  name     = each.key
  port     = each.value.ports[0]
  dynamic "health_check" {
    for_each = each.value.check != null ? [each.value.check] : []
    content {
      path    = health_check.value.path
      matcher = join(",", health_check.value.codes)
    }
  }
  tags = { note = each.value.note, motd = var.motd, on = var.switch }
}
