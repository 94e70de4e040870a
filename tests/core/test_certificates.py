"""LBG201 and LBG202 stand beside whatever else is wrong with a listener."""

from __future__ import annotations

from pathlib import Path

import pytest

from hcl_scanner.source import Options, read_folder
from policies.evaluate import evaluate
from policies.providers import TYPES
from policies.settings import Settings

LISTENER = """
resource "aws_lb" "web" {{
  load_balancer_type = "{kind}"
}}

resource "aws_lb_listener" "web" {{
  load_balancer_arn = aws_lb.web.arn
  protocol          = "{protocol}"
  certificate_arn   = {certificate}

  default_action {{
    type = "redirect"
  }}
}}
"""
GIVEN = '"arn:aws:acm:eu-central-1:000000000000:certificate/web"'


def rules(folder: Path, kind: str, protocol: str, certificate: str) -> list[str]:
    (folder / "main.tf").write_text(LISTENER.format(kind=kind, protocol=protocol, certificate=certificate))
    return [
        finding.rule
        for finding in evaluate(read_folder(folder, TYPES, Options(cache=False)).graphs, Settings()).findings
    ]


@pytest.mark.parametrize(
    ("kind", "protocol", "certificate", "expected"),
    [
        ("application", "HTTPS", "null", ["LBG201"]),
        ("application", "HTTPS", GIVEN, []),
        ("application", "HTTP", GIVEN, ["LBG202"]),
        ("application", "TLS", "null", ["LBG104", "LBG201"]),
        ("application", "TLS", GIVEN, ["LBG104"]),
        ("network", "HTTP", GIVEN, ["LBG104", "LBG202"]),
        ("network", "TLS", "null", ["LBG201"]),
        ("network", "HTPS", "null", ["LBG105"]),
    ],
)
def test_a_certificate_is_judged_whatever_the_listener_is(
    tmp_path: Path, kind: str, protocol: str, certificate: str, expected: list[str]
) -> None:
    assert sorted(rules(tmp_path, kind, protocol, certificate)) == expected
