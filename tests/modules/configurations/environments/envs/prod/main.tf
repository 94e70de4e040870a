module "web" {
  source      = "../../modules/web"
  environment = local.environment
  services    = yamldecode(file("${path.module}/../../services.yaml")).services
}
locals { environment = basename(path.module) == "." ? "prod" : "odd" }
