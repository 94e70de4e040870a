terraform {
  required_version = ">= 1.3"
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      version               = ">= 5.0"
      configuration_aliases = []
    }
    cloud = { source = "baidubce/baiducloud" }
  }
}
provider "aws" {
  region = local.region
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
provider "cloud" {
  region = "bj"
}
locals { region = "eu-central-1" }
resource "aws_lb" "east" {
  name = "east-${local.region}"
}
resource "aws_lb" "west" {
  provider = aws.west
  name     = "west"
}
resource "baiducloud_appblb" "b" {
  provider    = cloud
  name        = aws_lb.east.name
  description = ""
}
module "inner" {
  source    = "./inner"
  providers = { aws.other = aws.west }
  region    = local.region
}
