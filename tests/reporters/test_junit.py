"""JUnit against the schema that Jenkins holds it to, and what a reader of a test page sees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given

from hcl_scanner.documents import read_documents
from hcl_scanner.reporters import Style, junit
from hcl_scanner.source import Options
from policies.evaluate import evaluate
from policies.model import Spot
from policies.settings import Settings

from ..cli.command import ROOT
from ..needs import absent
from .hostile import HOSTILE, NAMES, hostile_report
from .story import shop, story

try:
    from xmlschema import XMLSchema
except ImportError:
    absent("xmlschema", "xmlschema is not installed")

# Where it comes from: schemas/README.md.
SCHEMA = XMLSchema(Path(__file__).parent / "schemas" / "junit-10.xsd")
CASES = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("fixtures/*/*/") if (path / "main.tf").exists())


def test_every_fixture_keeps_to_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = read_documents(CASES, Options(cache=False))
    SCHEMA.validate(junit.render(evaluate(found.graphs, Settings(), problems=found.problems), Style()))


@given(NAMES)
@example("".join(HOSTILE))
def test_hostile_names_keep_to_the_schema(name: str) -> None:
    SCHEMA.validate(junit.render(hostile_report(name), Style()))


def test_what_became_of_each_listener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop(tmp_path))
    top = ElementTree.fromstring(junit.render(story(), Style()))
    outcomes = {
        case.get("name"): [child.tag for child in case if child.tag != "system-out"] for case in top.iter("testcase")
    }
    assert outcomes == {
        "infra/broken.tf:2:10": ["error"],
        "module.cdn": ["skipped"],
        "aws_elb.old:80": ["skipped"],
        "aws_lb_listener.open": ["skipped"],
        "aws_lb_listener.web": ["failure"],
        "module.api.aws_lb_listener.front": ["failure"],
    }
    assert {name: top.get(name) for name in ("tests", "failures", "errors")} == {
        "tests": "6",
        "failures": "2",
        "errors": "1",
    }
    assert [suite.get("skipped") for suite in top] == ["1", "2"]


def test_findings_on_no_resource_are_test_cases_of_their_own() -> None:
    report = hostile_report("x")
    (one, *_) = report.findings
    stale = [replace(one, routes=(), location=Spot("", "ignore", label=f"ignore {n}")) for n in (1, 2)]
    top = ElementTree.fromstring(junit.render(replace(report, findings=tuple(stale)), Style()))
    assert [case.get("name") for case in top.iter("testcase") if case.find("failure") is not None] == [
        "ignore 1",
        "ignore 2",
    ]
