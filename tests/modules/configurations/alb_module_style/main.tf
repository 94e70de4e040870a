module "alb" {
  source = "./alb"
  name   = "style"
  listeners = {
    redirect = { port = 80, protocol = "HTTP", redirect = { port = "443", protocol = "HTTPS", status_code = "HTTP_301" } }
    main = {
      port = 443, protocol = "HTTPS"
      forward = { target_group_key = "app" }
      rules = {
        api = { priority = 10, actions = [{ type = "forward", target_group_key = "api" }], conditions = [{ path_pattern = { values = ["/api/*"] } }] }
        old = { actions = [{ type = "fixed-response", status_code = 410 }], conditions = [{ host_header = { values = ["old.example"] } }] }
      }
    }
    split = { port = 8080, weighted_forward = { target_groups = [{ target_group_key = "app", weight = 9 }, { target_group_key = "api" }], stickiness = { duration = 60 } } }
  }
  target_groups = {
    app = { port = 8080, health_check = { path = "/up", matcher = "200-299" } }
    api = { name = "api-named", protocol = "HTTPS", port = 8443, create_attachment = false }
  }
}
