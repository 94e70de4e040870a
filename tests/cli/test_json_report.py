"""The JSON report against its schema and its own promises, on every fixture."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from hcl_scanner.documents import read_documents
from hcl_scanner.reporters.json_report import as_json
from hcl_scanner.source import Options
from policies.evaluate import evaluate
from policies.report import Ledger, Suppression
from policies.settings import Settings
from policies.words import Level

from .command import ROOT, UNREAD, WRONG, lbgate, write

SCHEMA = json.loads(files("hcl_scanner.reporters").joinpath("report.schema.json").read_text())
VALID = jsonschema.Draft202012Validator(SCHEMA)
CASES = sorted(path.parent.relative_to(ROOT) for path in ROOT.glob("fixtures/*/*/main.tf"))


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def reports_of(path: str) -> Iterator[dict[str, Any]]:
    """The report of one document under either matrix."""
    found = read_documents([path], Options(cache=False))
    for matrix in ("vendor", "base"):
        settings = Settings(matrix=matrix, levels={"LBG302": Level.NOTE})
        report = as_json(evaluate(found.graphs, settings, files=found.files, problems=found.problems))
        assert json.loads(json.dumps(report)) == report
        yield report


def documents() -> list[str]:
    named = ("main.tf", "plan.json", "preview.json")
    return [str(case / name) for case in CASES for name in named if (ROOT / case / name).is_file()]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert list(SCHEMA["$defs"]["ledger"]["properties"]) == list(Ledger.__slots__)


@pytest.mark.parametrize("path", documents())
def test_a_report_keeps_to_the_schema_and_adds_up(path: str) -> None:
    for report in reports_of(path):
        VALID.validate(report)
        assert report["errors"] == []
        _adds_up(report)


def _adds_up(report: dict[str, Any]) -> None:
    count = report["ledger"]
    statuses = ("judged", "no_route", "undecided", "unlinked", "not_covered")
    assert count["listeners"] == sum(count[status] for status in statuses) == len(report["listeners"])
    assert count["routes"] == count["ok"] + count["violations"] + count["routes_undecided"] == len(report["routes"])
    for status in statuses:
        assert count[status] == [listener["status"] for listener in report["listeners"]].count(status)
    ids = [route["id"] for route in report["routes"]]
    assert len(set(ids)) == len(ids)
    assert all(set(finding["routes"]) <= set(ids) for finding in report["findings"])


def test_the_documented_example(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    report = lbgate("scan", "--format", "json", cwd=tmp_path).report
    listener, group = "baiducloud_appblb_listener.web", "baiducloud_appblb_server_group.app:8080"
    assert list(report) == [
        "schema",
        "version",
        "matrix",
        "ledger",
        "listeners",
        "routes",
        "findings",
        "unread",
        "errors",
    ]
    assert report["schema"] == "lbgate.report/1"
    (route,) = report["routes"]
    assert {key: route[key] for key in ("root", "var_set", "family", "verdict", "kind", "joined_by", "via")} == {
        "root": ".", "var_set": None, "family": "baiducloud/application", "verdict": "backend-mismatch",
        "kind": "refused", "joined_by": "reference", "via": [],
    }  # fmt: skip
    assert route["listener"] == {
        "address": listener, "attribute": "protocol", "words": ["TCP"], "neutral": ["TCP"], "file": "main.tf", "line": 13,
    }  # fmt: skip
    assert route["check"] == {
        "address": group, "attribute": "port_list.health_check", "words": ["HTTP"], "neutral": ["HTTP"], "file": "main.tf", "line": 6,
    }  # fmt: skip
    (finding,) = report["findings"]
    assert finding["location"] == {"address": group, "attribute": "port_list.type", "file": "main.tf", "line": 5}
    assert (finding["rule"], finding["suppressed"], finding["routes"]) == ("LBG101", None, [route["id"]])
    assert finding["hints"] and all(list(hint) == ["text", "replaces", "set"] for hint in finding["hints"])


def test_what_could_not_be_read_is_in_the_report(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": UNREAD})
    report = lbgate("scan", ".", "missing", "--format", "json", cwd=tmp_path).report
    VALID.validate(report)
    assert report["unread"] == [
        {"address": "module.vpc", "source": "terraform-aws-modules/vpc/aws", "file": "main.tf", "line": 20}
    ]
    assert report["errors"] == [
        {"file": "missing", "line": None, "column": None, "reason": "there is no such file or folder"}
    ]


def test_the_routes_as_json_are_the_same_report(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    scanned, listed = (lbgate(command, "--format", "json", cwd=tmp_path) for command in ("scan", "routes"))
    assert (scanned.code, listed.code, listed.out) == (1, 0, scanned.out)


def test_a_fingerprint_does_not_move_with_lines(tmp_path: Path) -> None:
    before = lbgate("scan", "--format", "json", cwd=write(tmp_path / "a", {"main.tf": WRONG})).report
    after = lbgate("scan", "--format", "json", cwd=write(tmp_path / "b", {"main.tf": f"\n\n{WRONG}"})).report
    assert before["findings"][0]["fingerprint"] == after["findings"][0]["fingerprint"]
    assert before["routes"][0]["id"] == after["routes"][0]["id"]


def test_a_finding_that_is_allowed_says_by_whom_and_fails_nothing() -> None:
    found = read_documents(["fixtures/baiducloud/tcp_to_http_port"], Options(cache=False))
    report = evaluate(found.graphs, Settings(), files=found.files)
    allowed = Suppression("ignore", "lbgate.toml", 3, "2027-03-31", "until the agents are gone")
    held = replace(report, findings=tuple(replace(one, suppressed=allowed) for one in report.findings))
    assert report.failed and not held.failed
    shown = as_json(held)
    VALID.validate(shown)
    assert shown["findings"][0]["suppressed"] == {
        "by": "ignore", "file": "lbgate.toml", "line": 3, "until": "2027-03-31", "reason": "until the agents are gone",
    }  # fmt: skip
