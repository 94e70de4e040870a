variable "backends" {
  type = map(object({
    port       = optional(number)
    protocol   = optional(string)
    enable_cdn = optional(bool, false)
    health_check = optional(object({
      request_path = optional(string)
      port         = optional(number)
      http2        = optional(bool, false)
    }))
    groups = list(object({ group = string, capacity_scaler = optional(number) }))
  }))
  default = {
    default = { port = 80, protocol = "HTTP", health_check = { request_path = "/", port = 80 }, groups = [{ group = "g1" }, { group = "g2", capacity_scaler = 0.5 }] }
    tls     = { protocol = "HTTPS", groups = [] }
    h2      = { health_check = { http2 = true }, groups = [{ group = "g3" }] }
  }
}
variable "ssl" { default = true }
locals {
  health_checked = { for k, v in var.backends : k => v if v["health_check"] != null }
  address        = google_compute_global_address.default[0].address
  is_http2       = { for k, v in local.health_checked : k => v if v.health_check.http2 }
}
resource "google_compute_global_address" "default" {
  count = 1
  name  = "address"
}
resource "google_compute_health_check" "default" {
  for_each           = local.health_checked
  name               = "hc-${each.key}"
  check_interval_sec = lookup(each.value.health_check, "interval", 5)
  dynamic "http_health_check" {
    for_each = contains(keys(local.is_http2), each.key) ? [] : [{ request_path = each.value.health_check.request_path, port = each.value.health_check.port }]
    content {
      request_path = http_health_check.value.request_path
      port         = http_health_check.value.port
    }
  }
  dynamic "http2_health_check" {
    for_each = contains(keys(local.is_http2), each.key) ? [each.value.health_check] : []
    content {
      port = coalesce(http2_health_check.value.port, 443)
    }
  }
}
resource "google_compute_backend_service" "default" {
  for_each  = var.backends
  name      = "bs-${each.key}"
  protocol  = coalesce(each.value.protocol, "HTTP2")
  port_name = each.value.port == null ? null : "port-${each.value.port}"
  health_checks = [for k, h in google_compute_health_check.default : h.self_link if k == each.key]
  dynamic "backend" {
    for_each = toset(each.value.groups)
    content {
      group           = backend.value["group"]
      capacity_scaler = lookup(backend.value, "capacity_scaler", 1)
    }
  }
}
resource "google_compute_url_map" "default" {
  default_service = google_compute_backend_service.default[keys(var.backends)[0]].self_link
}
resource "google_compute_target_https_proxy" "default" {
  count            = var.ssl ? 1 : 0
  url_map          = join("", google_compute_url_map.default[*].self_link)
  ssl_certificates = compact(concat(["cert"], [for c in [""] : c]))
}
resource "google_compute_global_forwarding_rule" "https" {
  count      = var.ssl ? 1 : 0
  target     = google_compute_target_https_proxy.default[0].self_link
  ip_address = local.address
  port_range = "443"
}
