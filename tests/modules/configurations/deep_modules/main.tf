module "a" {
  source = "./a"
  count  = 2
  level  = count.index
}
