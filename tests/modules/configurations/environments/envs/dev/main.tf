module "web" {
  source      = "../../modules/web"
  environment = "dev"
  services    = []
}
