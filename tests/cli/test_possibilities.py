"""A value that is one of several, from the source to the report: the words of a route, its verdict, what decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command import lbgate, write

SOURCE = """\
variable "open" {}
variable "tls" {
  type = bool
}
variable "mode" {
  validation {
    condition     = contains(["HTTP", "HTTPS"], var.mode)
    error_message = "HTTP or HTTPS."
  }
}
variable "layer4" {
  validation {
    condition     = can(regex("^(TCP|UDP)$", var.layer4))
    error_message = "TCP or UDP."
  }
}
locals {
  environments = { dev = { protocol = "HTTP" }, prod = { protocol = "TCP" } }
}
resource "aws_lb" "shop" {}
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 8080
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}
resource "aws_lb_target_group" "app" {
  protocol = %s
  health_check {
    protocol = %s
  }
}
"""
HANGS = "whether this is right hangs on protocol of aws_lb_target_group.app (depends on {}), which is not known yet: {}"


@pytest.mark.parametrize(
    ("protocol", "check", "words", "verdict", "told"),
    [
        ('var.tls ? "HTTPS" : "HTTP"', '"HTTP"', ["HTTPS", "HTTP"], "ok", None),
        ('var.tls ? "HTTPS" : "TCP"', '"HTTPS"', ["HTTPS", "TCP"], "undecided", "right for HTTPS, wrong for TCP"),
        ('var.tls ? "UDP" : "TCP"', '"HTTP"', ["UDP", "TCP"], "backend-mismatch", None),
        ("var.mode", '"HTTP"', ["HTTP", "HTTPS"], "ok", None),
        ("upper(lower(var.mode))", '"HTTPS"', ["HTTP", "HTTPS"], "undecided", "right for HTTPS, wrong for HTTP"),
        ("var.layer4", '"HTTP"', ["TCP", "UDP"], "backend-mismatch", None),
        ("local.environments[var.open].protocol", '"HTTP"', ["HTTP", "TCP"], "undecided", "right for HTTP, wrong for TCP"),
        ('lookup({ a = "HTTP" }, var.open, "HTTPS")', '"HTTP"', ["HTTP", "HTTPS"], "ok", None),
        ('lookup({ a = "TCP" }, var.open, "UDP")', '"HTTP"', ["TCP", "UDP"], "backend-mismatch", None),
        ('try(local.environments[var.open].protocol, "UDP")', '"HTTP"', ["HTTP", "TCP", "UDP"], "undecided", "right for HTTP, wrong for TCP or UDP"),
    ],
)  # fmt: skip
def test_what_a_value_can_be_is_judged(
    tmp_path: Path, protocol: str, check: str, words: list[str], verdict: str, told: str | None
) -> None:
    write(tmp_path, {"main.tf": SOURCE % (protocol, check)})
    report = lbgate("scan", "--format", "json", cwd=tmp_path).report
    (route,) = report["routes"]
    assert (sorted(route["backend"]["words"]), route["verdict"]) == (sorted(words), verdict)
    assert report["listeners"][0]["status"] == ("undecided" if told else "judged")
    if told:
        asked = next(name for name in ("var.tls", "var.mode", "var.open") if name in protocol)
        (finding,) = report["findings"]
        assert (finding["rule"], finding["message"]) == ("LBG401", HANGS.format(asked, told))
        assert finding["location"]["attribute"] == "protocol"


def test_one_condition_is_judged_as_a_whole(tmp_path: Path) -> None:
    """Never a mixture: HTTPS checks go with HTTPS groups, HTTP checks with HTTP groups."""
    write(tmp_path, {"main.tf": SOURCE % ('var.tls ? "HTTPS" : "HTTP"', 'var.tls ? "HTTPS" : "HTTP"')})
    (route,) = lbgate("scan", "--format", "json", cwd=tmp_path).report["routes"]
    assert route["verdict"] == "ok"
    assert [(one["condition"], one["backend"], one["check"], one["verdict"]) for one in route["alternatives"]] == [
        ("var.tls is false", "HTTP", "HTTP", "ok"),
        ("var.tls is true", "HTTPS", "HTTPS", "ok"),
    ]


def test_so_is_one_validated_variable(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": SOURCE % ("var.mode", "var.mode")})
    (route,) = lbgate("scan", "--format", "json", cwd=tmp_path).report["routes"]
    assert route["verdict"] == "ok"
    assert [one["condition"] for one in route["alternatives"]] == ["var.mode is HTTP", "var.mode is HTTPS"]
