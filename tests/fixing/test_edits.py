"""Edits as text: what is aligned stays so, and only the pieces of a value that are written change."""

from __future__ import annotations

from pathlib import Path

import pytest

from hcl_scanner.fixing.alignment import edited_lines
from hcl_scanner.fixing.edits import edited, value_edits
from hcl_scanner.fixing.patch import patch
from hcl_scanner.fixing.sites import NotWritten, Site
from hcl_scanner.literals import respelled
from hcl_scanner.source.domain import Fields, Obj
from hcl_scanner.source.expressions import Scope
from hcl_scanner.source.parsing import parse_expression
from hcl_scanner.source.syntax import SourceFile

from ..cli.command import ROOT, lbgate, write
from .test_command import text


@pytest.mark.parametrize(
    ("literal", "value", "expected"),
    [
        ('"HTTP"', "HTTPS", '"HTTPS"'),
        ('""', "TCP", '"TCP"'),
        ("443", "80", "80"),
        ('"443"', "80", '"80"'),
        ("443", "HTTP", None),
        ('"${var.x}"', "HTTP", None),
        ('"HTTP"', 'a"b', None),
        ("null", "HTTP", None),
    ],
)
def test_a_literal_keeps_its_quotes(literal: str, value: str, expected: str | None) -> None:
    assert respelled(literal, value) == expected


def test_neighbours_are_spaced_again_where_they_were_spaced() -> None:
    before = ["port     = 80     # a", 'protocol = "HTTP" # b', "", "x = 1 # c"]
    after = ["port     = 80     # a", 'protocol = "HTTPS" # b', "", "x = 1 # c"]
    assert edited_lines(before, after, 1) == ["port     = 80      # a", 'protocol = "HTTPS" # b', "", "x = 1 # c"]
    crooked = ["port = 80 # a", *before[1:]], ["port = 80 # a", *after[1:]]
    assert edited_lines(*crooked, 1) == crooked[1]


def test_a_line_that_goes_lets_its_neighbours_move_up() -> None:
    before = ["  listener_port = 80", '  protocol      = "HTTP"', "}"]
    assert edited_lines(before, before[1:], 0) == ['  protocol = "HTTP"', "}"]


def test_a_patch_says_where_a_file_has_no_newline_at_its_end() -> None:
    assert patch(b"a", b"x\n1", b"x\n2") == (
        b"--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n x\n-1\n\\ No newline at end of file\n+2\n\\ No newline at end of file\n"
    )
    assert patch(b"a", b"x\n", b"x\n") == b""


def target(value: str) -> str:
    """A classic check's target with a port from elsewhere, after an edit that gives it a value."""
    source = '"HTTPS:${local.port}/up"'
    scope = Scope(Fields(), {"local": Obj(port=8080)})
    return edited(source, value_edits(Site(parse_expression(source), SourceFile("main.tf", source), 0, scope), value))


def test_only_what_is_written_of_a_value_changes() -> None:
    assert target("HTTP:8080/up") == '"HTTP:${local.port}/up"'
    assert target("TCP:8080") == '"TCP:${local.port}"'


def test_a_value_without_what_comes_from_elsewhere_is_not_written() -> None:
    with pytest.raises(NotWritten, match="put together from several"):
        target("TCP:9090")


def test_the_last_attribute_of_an_object_goes_with_the_comma_before_it(tmp_path: Path) -> None:
    source = (ROOT / "fixtures/aws/certificate_on_http_listener/main.tf").read_text(encoding="utf-8")
    listener = """{
  "resource": {"aws_lb_listener": {"http": {
    "load_balancer_arn": "${aws_lb.shop.arn}",
    "port": 80,
    "protocol": "HTTP",
    "default_action": {"type": "forward", "target_group_arn": "${aws_lb_target_group.app.arn}"}%s
  }}}
}
"""
    start, end = source.index('resource "aws_lb_listener"'), source.index('resource "aws_lb_target_group"')
    rest = source[:start] + source[end:]
    certificate = ',\n    "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/x"'
    write(tmp_path, {"main.tf": rest, "listener.tf.json": listener % certificate})
    ran = lbgate("fix", cwd=tmp_path)
    assert (
        ran.out
        == "listener.tf.json:7: LBG202: remove certificate_arn from aws_lb_listener.http\n1 finding fixed, 0 left\n"
    )
    assert text(tmp_path / "listener.tf.json") == listener % ""
