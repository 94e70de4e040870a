module "edge" {
  source   = "./edge"
  name     = "shop"
  services = { web = { port = 80 }, api = { port = 8080, protocol = "HTTPS" } }
}
output "arns" { value = module.edge.group_arns }
