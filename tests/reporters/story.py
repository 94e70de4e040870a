"""The deployment that every format tells: a wrong route, an installed module, an open one, an exception, broken input."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hcl_scanner.documents import read_documents
from hcl_scanner.source import Options
from policies.evaluate import evaluate
from policies.report import Report, Suppression
from policies.settings import Settings

from ..cli.command import write

MAIN = """\
resource "aws_lb" "shop" {
  load_balancer_type = "network"
}

resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 8080
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}

resource "aws_lb_target_group" "app" {
  port     = 8080
  protocol = "HTTP"
}

module "api" {
  source = "shop/service/aws"
}

module "cdn" {
  source = "shop/cdn-alb/aws"
}
"""
API = """\
variable "check" {
  default = "HTTPS"
}

resource "aws_lb" "api" {
  load_balancer_type = "application"
}

resource "aws_lb_listener" "front" {
  load_balancer_arn = aws_lb.api.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = "arn:aws:acm:eu-central-1:123456789012:certificate/1"

  default_action {
    type = "redirect"
    redirect {
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener_rule" "orders" {
  listener_arn = aws_lb_listener.front.arn
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.orders.arn
  }
}

resource "aws_lb_target_group" "orders" {
  port     = 8080
  protocol = "HTTP"
  health_check {
    protocol = var.check
  }
}
"""
OPEN = """\
variable "protocol" {}

resource "aws_lb" "open" {
  load_balancer_type = "application"
}

resource "aws_lb_listener" "open" {
  load_balancer_arn = aws_lb.open.arn
  port              = 80
  protocol          = var.protocol

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.open.arn
  }
}

resource "aws_lb_target_group" "open" {
  port     = 80
  protocol = "HTTP"
}
"""
OLD = """\
resource "aws_elb" "old" {
  listener {
    lb_port           = 80
    lb_protocol       = "HTTP"
    instance_port     = 8080
    instance_protocol = "TCP"
  }
}
"""
BROKEN = 'resource "aws_lb" "broken" {\n  name = \n}\n'
INSTALLED = {"Key": "api", "Source": "shop/service/aws", "Dir": ".terraform/modules/api"}


def shop(folder: Path) -> Path:
    """The story's source below ``folder``; its root module is ``infra``."""
    return write(
        folder,
        {
            "infra/main.tf": MAIN,
            "infra/open.tf": OPEN,
            "infra/old.tf": OLD,
            "infra/broken.tf": BROKEN,
            "infra/.terraform/modules/modules.json": json.dumps({"Modules": [INSTALLED]}),
            "infra/.terraform/modules/api/main.tf": API,
        },
    )


def story() -> Report:
    """The report of the working directory's ``infra``, where somebody allows what the old balancer does."""
    found = read_documents(["infra"], Options(cache=False))
    report = evaluate(found.graphs, Settings(), files=found.files, problems=found.problems)
    allowed = Suppression("ignore", "lbgate.toml", 3, "2027-03-31", "goes away with the old shop")
    findings = [replace(one, suppressed=allowed) if "old" in one.location.address else one for one in report.findings]
    return replace(report, version="1.0.0", findings=tuple(findings))
