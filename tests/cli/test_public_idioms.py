"""What public repositories write, and what lbgate says of it."""

from __future__ import annotations

from pathlib import Path

from .command import lbgate, write

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
