resource "aws_lb" "w" {
  name = "w"
  tags = {
    heredoc = <<EOT
one
  two
EOT
    trimmed = <<-EOT
      one

        two
    EOT
  }
}
