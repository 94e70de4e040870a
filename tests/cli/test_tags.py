"""The tag ``lbgate`` of Pulumi's resources allows findings at them, in a saved preview and in the pack alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hcl_scanner.json_documents import read_document
from policies.graph import Graph
from policies.pulumi_gate import whole_report
from policies.settings import Settings

from .command import ROOT, lbgate, write

PREVIEW = ROOT / "fixtures/aws/https_check_on_http_group/preview.json"


def tagged(tag: object, types: str = "TargetGroup:") -> bytes:
    document = json.loads(PREVIEW.read_bytes())
    for step in document["steps"]:
        if types in step["urn"]:
            step["newState"]["inputs"]["tags"] = {"lbgate": tag}
    return json.dumps(document).encode()


def told(report: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    """The rule of each finding, with who allows it and why."""
    return [(one["rule"], *_allowed(one["suppressed"])) for one in report["findings"]]


def _allowed(suppressed: dict[str, Any] | None) -> tuple[str | None, str | None]:
    return (suppressed["by"], suppressed["reason"]) if suppressed else (None, None)


@pytest.mark.parametrize(
    ("tag", "code", "expected"),
    [
        ("LBG103 until=2999-12-31 reason=agents", 0, [("LBG103", "ignore", "agents")]),
        ('LBG103 reason="until the agents are gone"', 0, [("LBG103", "ignore", "until the agents are gone")]),
        ("LBG103 until=2020-12-31 reason=agents", 1, [("LBG501", None, None), ("LBG103", None, None)]),
        ("LBG102 reason=agents", 1, [("LBG501", None, None), ("LBG103", None, None)]),
        ("LBG103", 0, [("LBG501", None, None), ("LBG103", "ignore", None)]),
        ("LBG13", 1, [("LBG501", None, None), ("LBG103", None, None)]),
        ("", 1, [("LBG103", None, None)]),
        (7, 1, [("LBG103", None, None)]),
    ],
)
def test_a_tag_allows_what_it_names_where_it_stands(
    tmp_path: Path, tag: object, code: int, expected: list[tuple[str, str | None, str | None]]
) -> None:
    write(tmp_path, {"preview.json": tagged(tag)})
    done = lbgate("scan", "preview.json", "--format", "json", cwd=tmp_path)
    assert (done.code, told(done.report)) == (code, expected)
    graph = read_document(tagged(tag), "preview.json")
    assert isinstance(graph, Graph)
    report = whole_report(graph, Settings())
    assert report and [one.rule for one in report.findings] == [rule for rule, _, _ in expected]
    assert report.failed == bool(code)


def test_a_tag_of_another_resource_allows_nothing_here(tmp_path: Path) -> None:
    write(tmp_path, {"preview.json": tagged("LBG103 reason=agents", "Listener:")})
    done = lbgate("scan", "preview.json", "--format", "json", cwd=tmp_path)
    stale, finding = done.report["findings"]
    assert (done.code, finding["suppressed"], stale["location"]["address"]) == (1, None, None)
    assert stale["message"].startswith("LBG103 is ignored at urn:pulumi:") and "no finding matches" in stale["message"]


def test_a_tag_of_terraform_is_none_of_these(tmp_path: Path) -> None:
    """Its source has comments, which cost nothing in the cloud."""
    group = 'resource "aws_lb_target_group" "app" {\n'
    text = (ROOT / "fixtures/aws/https_check_on_http_group/main.tf").read_text(encoding="utf-8")
    assert group in text
    write(tmp_path, {"main.tf": text.replace(group, f'{group}  tags = {{ lbgate = "LBG103 reason=agents" }}\n')})
    assert lbgate("scan", cwd=tmp_path).code == 1
