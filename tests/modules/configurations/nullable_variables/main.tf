module "m" {
  source   = "./m"
  strict   = null
  loose    = null
  object   = null
  required = "r"
}
module "n" {
  source   = "./m"
  required = null
}
