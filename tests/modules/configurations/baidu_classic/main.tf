variable "listeners" {
  type = list(object({ port = number, type = string, check = optional(map(any)) }))
  default = [
    { port = 80, type = "HTTP" },
    { port = 443, type = "HTTPS", check = { healthCheckType = "HTTP", healthCheckPort = 8080 } },
  ]
}
resource "baiducloud_blb" "b" {
  name   = "classic"
  vpc_id = "vpc-1"
}
resource "baiducloud_blb_listener" "l" {
  for_each      = { for i, l in var.listeners : format("%02d", i) => l }
  blb_id        = baiducloud_blb.b.id
  listener_port = each.value.port
  protocol      = each.value.type
  backend_port  = each.value.port == 443 ? 8443 : 8080
  scheduler     = ["RoundRobin", "LeastConnection"][tonumber(each.key) % 2]
}
resource "baiducloud_appblb_server_group" "g" {
  name   = "g"
  blb_id = baiducloud_blb.b.id
  dynamic "port_list" {
    for_each = var.listeners
    content {
      port         = port_list.value.port
      type         = port_list.value.type
      health_check = try(port_list.value.check["healthCheckType"], null)
    }
  }
}
