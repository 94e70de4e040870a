"""``--matrix base`` judges by both matrices, and proposes only what both accept."""

from __future__ import annotations

from pathlib import Path

from policies.evaluate import evaluate
from policies.report import Finding
from policies.settings import Settings
from policies.words import Kind
from tests.providers.written import graph

NONE_LEFT = "no other protocols here would suit both the vendor's matrix and the base matrix"


def found(folder: Path, protocol: str, group: str) -> Finding:
    """The only finding of a listener on a network balancer and its target group."""
    text = f"""
        resource "aws_lb" "edge" {{
          load_balancer_type = "network"
        }}
        resource "aws_lb_listener" "front" {{
          load_balancer_arn = aws_lb.edge.arn
          port              = 8443
          protocol          = "{protocol}"
          default_action {{
            type             = "forward"
            target_group_arn = aws_lb_target_group.app.arn
          }}
        }}
        resource "aws_lb_target_group" "app" {{
          {group}
        }}
    """
    (only,) = evaluate([graph(folder, text)], Settings("base")).findings
    return only


def test_no_hint_leads_to_words_that_only_the_vendor_has(tmp_path: Path) -> None:
    finding = found(tmp_path, "UDP", 'protocol = "UDP"')
    assert (finding.rule, finding.kind) == ("LBG102", Kind.POLICY)
    proposed = {assignment.value for hint in finding.hints for assignment in hint.set}
    assert proposed == {"TCP", "TLS", "TCP_UDP"}
    assert NONE_LEFT not in finding.message


def test_it_says_so_where_no_triple_suits_both(tmp_path: Path) -> None:
    finding = found(tmp_path, "TCP", 'target_type = "lambda"')
    assert (finding.rule, finding.hints) == ("LBG101", ())
    assert finding.message.endswith(NONE_LEFT)
