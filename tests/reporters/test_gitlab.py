"""GitLab's code quality: what its documentation asks of every issue, on every fixture."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from hcl_scanner.documents import read_documents
from hcl_scanner.reporters import Style, gitlab
from hcl_scanner.source import Options
from policies.evaluate import evaluate
from policies.settings import Settings

from ..cli.command import ROOT
from .story import shop, story

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format; GitLab publishes no schema of it, the one in its
# code (app/validators/json_schemas/codeclimate.json) asks for less.
TEXT = {"type": "string", "minLength": 1}
ISSUES = jsonschema.Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "location", "severity"],
            "properties": {
                "description": TEXT,
                "check_name": TEXT,
                "fingerprint": TEXT,
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\./|/)."},
                        "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                    },
                },
            },
        },
    }
)
CASES = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("fixtures/*/*/") if (path / "main.tf").exists())


def test_every_fixture_keeps_to_the_documented_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = read_documents(CASES, Options(cache=False))
    issues = json.loads(gitlab.render(evaluate(found.graphs, Settings(), problems=found.problems), Style()))
    ISSUES.validate(issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) > 20


def test_an_exception_is_information_that_says_who_allows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop(tmp_path))
    issues = json.loads(gitlab.render(story(), Style()))
    ISSUES.validate(issues)
    (allowed,) = [issue for issue in issues if issue["severity"] == "info"]
    assert (
        "(Suppressed by ignore in lbgate.toml:3 until 2027-03-31: goes away with the old shop)"
        in allowed["description"]
    )
