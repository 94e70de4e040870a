"""What the report says of listeners and routes as they are written in Terraform."""

from __future__ import annotations

from pathlib import Path

from policies.evaluate import evaluate
from policies.report import Report
from policies.settings import Settings
from policies.words import Verdict
from tests.providers.written import graph

FRONT = """
variable "balancer" {}
variable "group" {}
resource "aws_lb_listener" "front" {
  load_balancer_arn = var.balancer
  port              = 8443
  protocol          = %s
  default_action {
    type             = "forward"
    target_group_arn = var.group
  }
}
"""
CLASSIC = """
resource "aws_elb" "web" {
  listener {
    lb_port           = 80
    lb_protocol       = "HTTP"
    instance_port     = 8080
    instance_protocol = "HTTP"
  }
  listener {
    lb_port           = 8443
    lb_protocol       = "HTTP"
    instance_port     = 8080
    instance_protocol = "HTTPS"
  }
  health_check {
    target = "HTTPS:8080/"
  }
}
"""


SWITCHED = """
variable "tls" {}
resource "aws_lb" "shop" {}
resource "aws_lb_listener" "front" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 8443
  protocol          = var.tls ? "HTTPS" : "HTTP"
  certificate_arn   = var.tls ? "arn:aws:acm:eu-central-1:000000000000:certificate/1" : null
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}
resource "aws_lb_target_group" "app" {
  protocol = "HTTP"
}
"""


def judged(folder: Path, text: str, encryption: str = "off") -> Report:
    return evaluate([graph(folder, text)], Settings(encryption=encryption))


def test_a_listener_without_its_balancer_is_of_the_only_family_that_has_its_word(tmp_path: Path) -> None:
    (listener,) = judged(tmp_path, FRONT % '"UDP"').listeners
    assert (listener.family, listener.status) == ("aws/network", "unlinked")


def test_a_listener_without_balancer_and_word_is_of_no_family(tmp_path: Path) -> None:
    (listener,) = judged(tmp_path, FRONT % "var.group").listeners
    assert listener.family is None


def test_backends_that_disagree_on_a_port_are_wrong_before_their_check_is(tmp_path: Path) -> None:
    report = judged(tmp_path, CLASSIC)
    assert {route.verdict for route in report.routes} == {Verdict.BACKEND_MISMATCH}
    assert [finding.rule for finding in report.findings] == ["LBG101", "LBG101"]


def test_what_decides_on_the_encryption_is_named_with_what_would_be_encrypted(tmp_path: Path) -> None:
    (finding,) = judged(tmp_path, SWITCHED, "balancer").findings
    assert (finding.rule, finding.location.attribute) == ("LBG401", "protocol")
    assert finding.message == (
        "whether this is right hangs on protocol of aws_lb_listener.front (depends on var.tls), which is not known yet: "
        "right for HTTPS, wrong for HTTP"
    )
