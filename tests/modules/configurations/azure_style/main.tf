variable "pools" {
  type = map(object({ name = string, addresses = optional(map(object({ ip = string })), {}) }))
  default = {
    p1 = { name = "one", addresses = { a = { ip = "10.0.0.1" }, b = { ip = "10.0.0.2" } } }
    p2 = { name = "two" }
  }
}
variable "rules" {
  type = map(object({
    frontend_port = number, backend_port = number, protocol = optional(string, "Tcp"), pools = optional(set(string)), probe = optional(string)
  }))
  default = {
    http  = { frontend_port = 80, backend_port = 8080, pools = ["p1"], probe = "http" }
    dns   = { frontend_port = 53, backend_port = 53, protocol = "Udp" }
  }
}
locals {
  addresses = merge([for pk, p in var.pools : { for ak, a in p.addresses : "${pk}-${ak}" => merge(a, { pool = pk }) }]...)
}
resource "azurerm_lb" "this" {
  name = "lb"
  dynamic "frontend_ip_configuration" {
    for_each = { public = null, private = "10.0.0.9" }
    content {
      name                          = frontend_ip_configuration.key
      private_ip_address            = frontend_ip_configuration.value
      private_ip_address_allocation = frontend_ip_configuration.value == null ? "Dynamic" : "Static"
    }
  }
}
resource "azurerm_lb_backend_address_pool" "this" {
  for_each        = var.pools
  loadbalancer_id = azurerm_lb.this.id
  name            = each.value.name
}
resource "azurerm_lb_backend_address_pool_address" "this" {
  for_each                = local.addresses
  name                    = each.key
  ip_address              = each.value.ip
  backend_address_pool_id = azurerm_lb_backend_address_pool.this[each.value.pool].id
}
resource "azurerm_lb_probe" "this" {
  for_each            = toset(compact([for r in var.rules : r.probe]))
  loadbalancer_id     = azurerm_lb.this.id
  name                = each.value
  port                = one([for r in var.rules : r.backend_port if r.probe == each.value])
  request_path        = each.value == "http" ? "/" : null
}
resource "azurerm_lb_rule" "this" {
  for_each                       = var.rules
  name                           = each.key
  frontend_port                  = each.value.frontend_port
  backend_port                   = each.value.backend_port
  protocol                       = each.value.protocol
  frontend_ip_configuration_name = azurerm_lb.this.frontend_ip_configuration[0].name
  backend_address_pool_ids       = each.value.pools == null ? null : [for p in each.value.pools : azurerm_lb_backend_address_pool.this[p].id]
  probe_id                       = each.value.probe == null ? null : azurerm_lb_probe.this[each.value.probe].id
}
