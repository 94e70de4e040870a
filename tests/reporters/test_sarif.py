"""SARIF against the official schema, the limits of GitHub code scanning, and what its readers do with it."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from hcl_scanner.documents import read_documents
from hcl_scanner.reporters import Style, sarif
from hcl_scanner.source import Options
from policies.evaluate import evaluate
from policies.model import Spot
from policies.report import Report
from policies.rules import RULES
from policies.settings import Settings
from policies.words import Level

from ..cli.command import ROOT, WRONG, lbgate, write
from .story import shop, story

# From the crate serde-sarif 0.8.0, which has it from https://github.com/oasis-tcs/sarif-spec.
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json").read_text())
VALID = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
CASES = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("fixtures/*/*/") if (path / "main.tf").exists())


def run_of(report: Report, style: Style = Style()) -> dict[str, Any]:  # noqa: B008 - frozen
    """The only run, of a file that keeps to the schema."""
    log = json.loads(sarif.render(report, style))
    VALID.validate(log)
    (run,) = log["runs"]
    found: dict[str, Any] = run
    return found


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.chdir(shop(tmp_path))
    return run_of(story())


def result_of(run: dict[str, Any], address: str) -> dict[str, Any]:
    (found,) = (
        one for one in run["results"] if one["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == address
    )
    return dict(found)


@pytest.mark.parametrize("case", CASES)
def test_every_fixture_keeps_to_the_schema(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for path in (case, f"{case}/plan.json", f"{case}/preview.json"):
        if Path(path).exists():
            found = read_documents([path], Options(cache=False))
            report = evaluate(found.graphs, Settings(levels={"LBG302": Level.NOTE}), document=found.document)
            run = run_of(report)
            assert [one["ruleId"] for one in run["results"]] == [one["ruleId"] for one in _by_weight(report)]
            for one in run["results"]:
                assert run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"]
                assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"] == "%SRCROOT%"


def _by_weight(report: Report) -> list[dict[str, str]]:
    order = sorted(report.findings, key=lambda one: list(Level).index(one.level))
    return [{"ruleId": one.rule} for one in order]


def test_every_rule_has_its_help(told: dict[str, Any]) -> None:
    rules = told["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for rule in rules:
        assert rule["help"]["text"] and rule["help"]["markdown"].count("```") == 4
        assert len(rule["properties"]["tags"]) <= 20
    by_id = {rule["id"]: rule for rule in rules}
    assert by_id["LBG103"]["helpUri"].startswith("https://docs.aws.amazon.com/")
    assert f"<{by_id['LBG103']['helpUri']}>" in by_id["LBG103"]["help"]["markdown"]


def test_a_route_flows_from_listener_over_rule_and_backend_to_check(told: dict[str, Any]) -> None:
    (flow,) = result_of(told, "module.api.aws_lb_target_group.orders")["codeFlows"]
    steps = [step["location"]["message"]["text"] for step in flow["threadFlows"][0]["locations"]]
    assert steps == [
        "HTTPS listener module.api.aws_lb_listener.front",
        "rule module.api.aws_lb_listener_rule.orders",
        "HTTP group module.api.aws_lb_target_group.orders",
        "HTTPS check",
    ]


def test_the_message_links_to_the_places_beside_it(told: dict[str, Any]) -> None:
    found = result_of(told, "aws_lb_target_group.app")
    lines = found["message"]["text"].splitlines()
    assert lines[0].startswith("A TCP listener of a network load balancer cannot use an HTTP backend")
    assert lines[1] == (
        "[TCP listener aws_lb_listener.web](1) → HTTP group aws_lb_target_group.app → [HTTP check (by default)](2)"
    )
    assert [(one["id"], one["message"]["text"]) for one in found["relatedLocations"]] == [
        (1, "TCP listener aws_lb_listener.web"),
        (2, "HTTP check (by default)"),
    ]


def test_what_an_installed_module_holds_stands_at_its_call(told: dict[str, Any]) -> None:
    place = result_of(told, "module.api.aws_lb_target_group.orders")["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "infra/main.tf", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 21, "startColumn": 1, "endLine": 21, "endColumn": 13},
    }
    assert ".terraform" not in json.dumps(told)


def test_who_allows_a_finding_is_its_suppression(told: dict[str, Any]) -> None:
    (allowed,) = result_of(told, "aws_elb.old:80")["suppressions"]
    assert (allowed["kind"], allowed["status"]) == ("external", "accepted")
    assert (
        allowed["justification"]
        == "Suppressed by ignore in lbgate.toml:3 until 2027-03-31: goes away with the old shop"
    )
    assert allowed["location"]["physicalLocation"]["artifactLocation"]["uri"] == "lbgate.toml"
    assert result_of(told, "aws_lb_target_group.app")["suppressions"] == []


def test_what_could_not_be_read_is_a_notification(told: dict[str, Any]) -> None:
    (invocation,) = told["invocations"]
    assert invocation["executionSuccessful"] is False
    notifications = {one["descriptor"]["id"]: one for one in invocation["toolExecutionNotifications"]}
    assert notifications["unreadable"]["level"] == "error"
    assert notifications["unreadable"]["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
    assert notifications["unread"]["message"]["text"].startswith("module.cdn is not read: shop/cdn-alb/aws is not")


def applied(text: str, fix: dict[str, Any]) -> str:
    """The text with the only replacement of a fix made."""
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    region, lines = replacement["deletedRegion"], text.splitlines(keepends=True)
    line = lines[region["startLine"] - 1]
    new = replacement["insertedContent"]["text"]
    lines[region["startLine"] - 1] = line[: region["startColumn"] - 1] + new + line[region["endColumn"] - 1 :]
    return "".join(lines)


def test_every_fix_mends_its_finding(tmp_path: Path) -> None:
    tried = 0
    for case in CASES:
        source = (ROOT / case / "main.tf").read_text()
        found = read_documents([str(ROOT / case)], Options(cache=False))
        run = run_of(evaluate(found.graphs, Settings()), Style(home=str(ROOT / case), here=str(Path.cwd())))
        for one in run["results"]:
            for fix in one.get("fixes", ()):
                if fix["artifactChanges"][0]["artifactLocation"]["uri"] == "main.tf":
                    tried += 1
                    folder = write(tmp_path / str(tried), {"main.tf": applied(source, fix)})
                    again = evaluate(read_documents([str(folder)], Options(cache=False)).graphs, Settings())
                    spots = [(left.rule, left.location.address, left.location.attribute) for left in again.findings]
                    address = one["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]
                    assert (one["ruleId"], address) not in [spot[:2] for spot in spots], (case, fix)
    assert tried > 20


def test_what_asks_for_more_than_one_literal_has_no_fix(told: dict[str, Any]) -> None:
    texts = [fix["description"]["text"] for fix in result_of(told, "aws_elb.old:80")["fixes"]]
    assert texts and not any("with a certificate" in text for text in texts)
    assert "fixes" not in result_of(told, "module.api.aws_lb_target_group.orders")


def test_fingerprints_survive_moved_lines(tmp_path: Path) -> None:
    marks = []
    for number, source in enumerate((WRONG, "# a comment\n\n" + WRONG)):
        write(tmp_path / str(number), {"main.tf": source})
        out = lbgate("scan", "--format", "sarif", cwd=tmp_path / str(number)).out
        marks.append([one["partialFingerprints"] for one in json.loads(out)["runs"][0]["results"]])
    assert marks[0] == marks[1] and all(
        re.fullmatch(r"[0-9a-f]{16}:1", one["primaryLocationLineHash"]) for one in marks[0]
    )


def test_more_results_than_github_takes_are_left_out_with_a_notice(
    told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = story()
    many = tuple(replace(report.findings[n % 4], fingerprint=f"{n:016x}") for n in range(40))
    monkeypatch.setattr(sarif, "MOST_RESULTS", 35)
    run = run_of(replace(report, findings=many))
    assert len(run["results"]) == 35
    assert [one["level"] for one in run["results"][:20]] == ["error"] * 20
    assert all(one["suppressions"] for one in run["results"][30:])
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == (
        "5 of 40 findings are left out, since code scanning takes no larger file."
    )


def test_a_file_that_github_takes_no_more_is_cut(told: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    report = story()
    many = tuple(replace(report.findings[0], fingerprint=f"{n:016x}") for n in range(200))
    monkeypatch.setattr(sarif, "LARGEST", 10_000)
    text = sarif.render(replace(report, findings=many), Style())
    assert 0 < len(json.loads(text)["runs"][0]["results"]) < 200
    assert len(zlib.compress(text.encode())) <= 10_000
    assert " of 200 findings are left out" in text


def test_a_result_names_no_more_places_than_github_takes(told: dict[str, Any]) -> None:
    report = story()
    spots = tuple(Spot(f"aws_lb.x{n}", "") for n in range(2_000))
    run = run_of(replace(report, findings=(replace(report.findings[0], related=spots),)))
    assert len(run["results"][0]["locations"]) + len(run["results"][0]["relatedLocations"]) == 1_000


def test_standard_input_is_no_file(tmp_path: Path) -> None:
    plan = (ROOT / "fixtures/baiducloud/tcp_to_http_port/plan.json").read_bytes()
    log = json.loads(lbgate("scan", "-", "--format", "sarif", cwd=tmp_path, stdin=plan).out)
    VALID.validate(log)
    assert list(log["runs"][0]["results"][0]["locations"][0]) == ["logicalLocations"]
