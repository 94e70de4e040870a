"""What public repositories write, and what lbgate says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command import RIGHT, lbgate, write

CLASSIC = """\
variable "front" {}
resource "aws_elb" "web" {
  listener {
    lb_port           = 8443
    lb_protocol       = %s
    instance_port     = 8080
    instance_protocol = %s
  }
}
"""


def verdicts(folder: Path, source: str) -> list[str]:
    report = lbgate("scan", "--format", "json", cwd=write(folder, {"main.tf": source})).report
    return [route["verdict"] for route in report["routes"]]


def test_two_parts_of_one_unknown_text_are_two_unknowns(tmp_path: Path) -> None:
    first, second = (f'element(split(":", var.front), {at})' for at in (0, 1))
    assert verdicts(tmp_path / "two", CLASSIC % (first, second)) == ["undecided"]
    assert verdicts(tmp_path / "one", CLASSIC % (first, first)) == ["ok"]


def test_a_route_whose_ends_hang_on_one_variable_is_never_lost(tmp_path: Path) -> None:
    parts = [f'element(split(":", var.front), {at})' for at in range(3)]
    source = f"""
variable "front" {{}}
resource "aws_lb" "web" {{}}
resource "aws_lb_listener" "web" {{
  load_balancer_arn = aws_lb.web.arn
  protocol          = {parts[0]}
  port              = {parts[1]}
  certificate_arn   = "arn:1"
  default_action {{
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }}
}}
resource "aws_lb_target_group" "app" {{
  protocol = {parts[0]}
  port     = {parts[1]}
  health_check {{
    protocol = {parts[0]}
    port     = {parts[2]}
  }}
}}
"""
    assert verdicts(tmp_path, source) == ["undecided"]


def test_the_default_of_a_table_speaks_for_every_other_key(tmp_path: Path) -> None:
    wrong, right = (f'lookup({{ HTTPS = "HTTPS", HTTP = "HTTP" }}, var.front, "{word}")' for word in ("HTTP", "TCP"))
    assert verdicts(tmp_path / "wrong", CLASSIC % ("var.front", wrong)) == ["undecided"]
    assert verdicts(tmp_path / "right", CLASSIC % ("var.front", right)) == ["ok"]


FRONT = """\
variable "certificate" {
  default = %s
}
resource "aws_lb" "web" {}
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = var.certificate
  default_action {
    type = "fixed-response"
  }
}
"""


def messages(folder: Path, source: str) -> list[str]:
    report = lbgate("scan", "--format", "json", cwd=write(folder, {"main.tf": source})).report
    return [finding["message"] for finding in report["findings"]]


def test_a_certificate_that_a_variable_leaves_empty_is_said_to_be_empty(tmp_path: Path) -> None:
    needed = "an HTTPS listener of an application load balancer ends TLS and needs a certificate for it"
    assert messages(tmp_path / "empty", FRONT % '""') == [f"{needed}; certificate_arn is empty"]
    assert messages(tmp_path / "null", FRONT % "null") == [f"{needed}; certificate_arn is empty"]
    absent = "\n".join(line for line in (FRONT % "null").splitlines() if "certificate_arn" not in line)
    assert messages(tmp_path / "absent", absent) == [needed]


def test_no_port_is_proposed_that_another_listener_of_the_balancer_has(tmp_path: Path) -> None:
    entry = (
        'listener {\n lb_port = %d\n lb_protocol = "https"\n instance_port = 80\n instance_protocol = "http"\n'
        ' ssl_certificate_id = "arn:1"\n}\n'
    )
    alone, beside = (f'resource "aws_elb" "web" {{\n{body}}}\n' for body in (entry % 80, entry % 80 + entry % 443))
    for name, source, hints in (("alone", alone, ["listener.lb_port = 443 on aws_elb.web:80"]), ("beside", beside, [])):
        report = lbgate("scan", "--format", "json", cwd=write(tmp_path / name, {"main.tf": source})).report
        (port,) = (finding for finding in report["findings"] if finding["rule"] == "LBG301")
        assert [hint["text"] for hint in port["hints"]] == hints


def test_a_default_that_hangs_on_the_balancer_asks_for_no_certificate(tmp_path: Path) -> None:
    source = """
variable "balancer" {}
resource "aws_lb_listener" "web" {
  load_balancer_arn = var.balancer
}
"""
    assert messages(tmp_path, source) == [
        "default_action.target_group_arn of aws_lb_listener.web leads to no backend in this input: there is no action"
    ]


def test_a_count_forgotten_in_a_reference_is_named_once(tmp_path: Path) -> None:
    source = """
resource "aws_lb_listener" "web" {
  protocol = "TCP"
  default_action {
    target_group_arn = aws_lb_target_group.app.arn
  }
}
resource "aws_lb_target_group" "app" {
  count    = 1
  protocol = "TCP"
}
"""
    report = lbgate("scan", "--format", "json", cwd=write(tmp_path, {"main.tf": source})).report
    assert [finding["message"] for finding in report["findings"]] == [
        "default_action.target_group_arn of aws_lb_listener.web leads to no backend in this input: "
        'a list has no attribute "arn"'
    ]
    assert [listener["reason"] for listener in report["listeners"]] == ['a list has no attribute "arn"']


def test_what_is_no_block_is_named(tmp_path: Path) -> None:
    ran = lbgate("scan", "--format", "json", cwd=write(tmp_path, {"main.tf": "locals = {\n  a = 1\n}\n" + RIGHT}))
    assert ran.errors == ["main.tf:1:1: a block was expected here, not the attribute locals"]


def test_what_terraform_refuses_for_its_place_is_no_silence(tmp_path: Path) -> None:
    again = write(tmp_path / "again", {"a.tf": RIGHT, "b.tf": "\n" + RIGHT})
    ran = lbgate("scan", "--format", "json", cwd=again)
    assert (ran.code, ran.errors) == (
        3,
        [
            "b.tf:2:1: baiducloud_appblb_server_group.app is declared a second time",
            "b.tf:11:1: baiducloud_appblb_listener.web is declared a second time",
        ],
    )
    alone = write(tmp_path / "alone", {"main_override.tf": RIGHT})
    ran = lbgate("scan", "--format", "json", cwd=alone)
    assert (ran.code, ran.report["ledger"]["listeners"], ran.errors) == (
        3,
        0,
        [
            "main_override.tf:1:1: no baiducloud_appblb_server_group.app is declared here to be overridden",
            "main_override.tf:10:1: no baiducloud_appblb_listener.web is declared here to be overridden",
        ],
    )


DYNAMIC = """\
variable "groups" {}
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  protocol          = "HTTP"
  %s
}
resource "aws_lb" "web" {}
resource "aws_lb_target_group" "app" {
  protocol = "TCP"
}
"""
ACTION = """
  dynamic "default_action" {
    for_each = var.groups
    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.app.arn
    }
  }"""
WEIGHTED = """
  default_action {
    type = "forward"
    forward {
      dynamic "target_group" {
        for_each = var.groups
        content {
          arn = aws_lb_target_group.app.arn
        }
      }
    }
  }"""


@pytest.mark.parametrize("action", [ACTION, WEIGHTED])
def test_a_block_that_may_not_be_there_is_never_wrong(tmp_path: Path, action: str) -> None:
    source = DYNAMIC % action
    assert verdicts(tmp_path / "open", source) == ["undecided"]
    assert "depends on var.groups; where it does, an HTTP listener" in messages(tmp_path / "open", source)[0]
    assert verdicts(tmp_path / "some", source.replace('"groups" {}', '"groups" {\n default = ["a"]\n}')) == [
        "backend-mismatch"
    ]
    assert verdicts(tmp_path / "right", source.replace('"TCP"', '"HTTP"')) == ["ok"]


def test_a_listener_that_may_not_be_there_asks_for_no_certificate_yet(tmp_path: Path) -> None:
    source = """
variable "tls" {}
resource "aws_elb" "web" {
  dynamic "listener" {
    for_each = var.tls ? [443] : []
    content {
      lb_port           = listener.value
      lb_protocol       = "https"
      instance_port     = 80
      instance_protocol = "http"
    }
  }
}
"""
    assert lbgate("scan", "--quiet", cwd=write(tmp_path, {"main.tf": source})).code == 0
    assert lbgate("scan", "--quiet", "--var", "tls=true", cwd=tmp_path).code == 1
    assert messages(tmp_path, source) == [
        "should aws_elb.web:443 be there: an HTTPS listener of a classic load balancer ends TLS and needs a certificate "
        "for it"
    ]
