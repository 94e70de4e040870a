output "vpc" {
  value       = { name = "main", cidrs = [for i in range(2) : cidrsubnet("10.0.0.0/16", 8, i)] }
  description = "x"
}
output "subnets" { value = { public = ["a", "b"], private = [] } }
