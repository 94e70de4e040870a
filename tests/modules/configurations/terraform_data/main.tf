resource "terraform_data" "config" {
  for_each = { a = 80, b = 443 }
  input    = { port = each.value, name = upper(each.key) }
}
resource "aws_lb_target_group" "g" {
  for_each = terraform_data.config
  name     = each.value.input.name
  port     = each.value.input.port
  protocol = each.value.output
  vpc_id   = terraform_data.config["a"].id
}
