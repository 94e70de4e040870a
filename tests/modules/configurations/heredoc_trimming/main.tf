locals {
  ports = [80, 443]
  first = <<-EOT
    ${1}
      x
    %{if true}
      yes
    %{~endif~}

      tail
  EOT
  second = <<-EOT

    a $5 %x $${y}
		tab
    b
  EOT
  third = <<-EOT
    a
    ${~1~}
    b
  EOT
  fourth = <<EOT
    a ${1~}

    ${2~}
  b
EOT
  blank = <<-EOT
    a
  
     b
   
  EOT
}
resource "aws_lb" "b" {
  for_each = { first = local.first, second = local.second, third = local.third, fourth = local.fourth, blank = local.blank }
  name     = each.value
  tags = {
    bare   = templatefile("${path.module}/ports.tftpl", { ports = local.ports })
    quoted = "a \n  ${~1~}\n\n  b \t ${~2~} $5 x %{if true~}  yes  %{~endif}"
  }
}
