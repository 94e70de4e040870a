module "groups" {
  source = "./groups"
  groups = { "a.b" = 80, "with \"quotes\"" = 81, "sla/sh" = 82, "ünï" = 83, "dollar$" = 84, "back\\slash" = 85 }
}
module "listeners" {
  source   = "./listeners"
  for_each = module.groups.names
  key      = each.key
  arn      = module.groups.arns[each.key]
  ports    = module.groups.ports
}
