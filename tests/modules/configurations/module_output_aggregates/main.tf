module "zone" {
  source   = "./zone"
  for_each = { a = 1, b = 2 }
  zone     = each.key
  number   = each.value
}
resource "aws_lb" "b" {
  subnets = flatten(values(module.zone)[*].subnets)
  name    = join("-", [for k, z in module.zone : "${k}${z.number}"])
  tags = {
    has    = can(module.zone["a"].number)
    hasnt  = can(module.zone["c"].number)
    try    = try(module.zone["c"].number, -1)
    lookup = lookup({ for k, z in module.zone : k => z.number }, "b", 0)
    keys   = join(",", keys(module.zone))
    count  = length(module.zone)
    nested = module.zone["b"].deep["x"][0].y
  }
}
