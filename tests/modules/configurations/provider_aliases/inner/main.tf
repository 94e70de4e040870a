terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.other]
    }
  }
}
variable "region" {}
resource "aws_lb" "b" {
  provider = aws.other
  name     = var.region
}
