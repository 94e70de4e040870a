"""The text of these trees: what the files of one component of an infrastructure hold; NAME is its name."""

MAIN = """\
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

locals {
  name = "${var.environment}-NAME"
  tags = merge(var.tags, { component = "NAME", owner = "platform" })
}

data "aws_region" "current" {}

data "aws_ami" "base" {
  most_recent = true
  owners      = ["self"]

  filter {
    name   = "name"
    values = ["base-*"]
  }
}

resource "aws_launch_template" "NAME" {
  name_prefix   = local.name
  image_id      = data.aws_ami.base.id
  instance_type = var.instance_type
  user_data     = base64encode(<<-EOT
    #!/bin/sh
    set -eu
    echo "region = ${data.aws_region.current.name}" > /etc/NAME.conf
    systemctl restart NAME.service
  EOT
  )
  tags = local.tags
}

resource "aws_autoscaling_group" "NAME" {
  name                = local.name
  min_size            = var.sizes["min"]
  max_size            = var.sizes["max"]
  vpc_zone_identifier = var.subnets

  launch_template {
    id      = aws_launch_template.NAME.id
    version = "$Latest"
  }

  dynamic "tag" {
    for_each = local.tags
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}
"""

VARIABLES = """\
variable "environment" {
  description = "Where this runs: begins every name."
  type        = string
  default     = "staging"

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "Only staging and production are known."
  }
}

variable "instance_type" {
  type    = string
  default = "m7g.large"
}

variable "sizes" {
  type    = map(number)
  default = { min = 2, max = 6 }
}

variable "subnets" {
  type    = list(string)
  default = ["subnet-0a1b2c3d", "subnet-1b2c3d4e"]
}

variable "vpc_id" {
  type    = string
  default = "vpc-0a1b2c3d"
}

variable "certificate_arn" {
  type    = string
  default = "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d"
}

variable "tags" {
  type    = map(string)
  default = {}
}
"""

STORAGE = """\
resource "aws_s3_bucket" "NAME" {
  bucket = "${local.name}-data"
  tags   = local.tags
}

resource "aws_s3_bucket_versioning" "NAME" {
  bucket = aws_s3_bucket.NAME.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "NAME" {
  bucket = aws_s3_bucket.NAME.id

  rule {
    id     = "expire"
    status = "Enabled"

    expiration {
      days = 90
    }

    noncurrent_version_expiration {
      noncurrent_days = 30
    }
  }
}

resource "aws_db_instance" "NAME" {
  identifier        = local.name
  engine            = "postgres"
  engine_version    = "16.4"
  instance_class    = var.environment == "production" ? "db.r7g.xlarge" : "db.t4g.medium"
  allocated_storage = 100
  storage_encrypted = true
  tags              = local.tags
}
"""

ACCESS = """\
data "aws_iam_policy_document" "NAME" {
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = [aws_s3_bucket.NAME.arn, "${aws_s3_bucket.NAME.arn}/*"]
  }

  # Only from the network of the component.
  statement {
    sid       = "Deny"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["*"]

    condition {
      test     = "StringNotEquals"
      variable = "aws:SourceVpc"
      values   = [var.vpc_id]
    }
  }
}

resource "aws_iam_role" "NAME" {
  name               = local.name
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "NAME" {
  role   = aws_iam_role.NAME.id
  policy = data.aws_iam_policy_document.NAME.json
}

resource "aws_security_group" "NAME" {
  name   = local.name
  vpc_id = var.vpc_id

  ingress {
    from_port   = 8080
    to_port     = 8080
    protocol    = "tcp"
    cidr_blocks = [for octet in range(3) : cidrsubnet("10.0.0.0/16", 8, octet)]
  }
}
"""

OUTPUTS = """\
output "bucket" {
  description = "The bucket of NAME."
  value       = aws_s3_bucket.NAME.id
}

output "role_arn" {
  value = aws_iam_role.NAME.arn
}

output "group_name" {
  value = aws_autoscaling_group.NAME.name
}
"""

BALANCER = """\
resource "aws_lb" "NAME" {
  name               = local.name
  load_balancer_type = "application"
  subnets            = var.subnets
  tags               = local.tags
}

resource "aws_lb_target_group" "NAME" {
  name     = local.name
  port     = 8080
  protocol = "HTTP"
  vpc_id   = var.vpc_id

  health_check {
    protocol = "HTTP"
    path     = "/healthz"
    matcher  = "200-299"
  }
}

resource "aws_lb_listener" "redirect" {
  load_balancer_arn = aws_lb.NAME.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.NAME.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.NAME.arn
  }
}
"""

SERVICE = """\
variable "name" {
  type = string
}

variable "listeners" {
  type = map(object({
    port     = number
    protocol = optional(string, "HTTP")
    check    = optional(object({ protocol = optional(string, "HTTP"), path = optional(string, "/") }), {})
  }))
}

locals {
  listeners = { for key, one in var.listeners : key => merge(one, { secure = one.protocol == "HTTPS" }) }
}

resource "aws_lb" "this" {
  name = var.name
}

resource "aws_lb_target_group" "this" {
  for_each = local.listeners
  name     = "${var.name}-${each.key}"
  port     = 8080
  protocol = "HTTP"

  dynamic "health_check" {
    for_each = [each.value.check]
    content {
      protocol = health_check.value.protocol
      path     = health_check.value.path
    }
  }
}

resource "aws_lb_listener" "this" {
  for_each          = local.listeners
  load_balancer_arn = aws_lb.this.arn
  port              = each.value.port
  protocol          = each.value.protocol
  certificate_arn   = each.value.secure ? "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d" : null

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.key].arn
  }
}
"""

CALL = """\
module "NAME" {
  source    = "./service"
  name      = "NAME"
  listeners = {
    web = { port = 80 }
    tls = { port = 443, protocol = "HTTPS", check = { path = "/healthz" } }
  }
}
"""
