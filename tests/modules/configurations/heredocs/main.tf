locals {
  name = "x"
  raw  = <<EOT
  keeps
    its indentation ${local.name}
EOT
  trim = <<-EOT
    trims
      the least ${upper(local.name)}

    $${literal} %%{ if } "quotes" \n
  EOT
  loop = <<-EOT
    %{ for p in [80, 443] ~}
    port ${p}
    %{ endfor ~}
    %{ if local.name == "x" }yes%{ else }no%{ endif }
  EOT
  data = yamldecode(<<-YAML
    ports: [80, 443]
    name: ${local.name}
  YAML
  )
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = "b"
  port              = local.data.ports[1]
  protocol          = local.data.name
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = local.trim
    }
  }
  tags = { raw = local.raw, loop = local.loop, inline = <<-X
      a
       b
      X
  }
}
