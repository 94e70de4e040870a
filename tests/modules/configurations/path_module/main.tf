module "deep" {
  source = "./modules/deep"
  name   = basename(abspath(path.root)) == "" ? "" : path.module
}
