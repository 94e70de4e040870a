"""The source of a plan is found where the plan lies in its root module's folder, and used only if the plan was made from it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hcl_scanner.json_documents import Plan, read_document
from hcl_scanner.matching import difference

from ..metamorphic.cases import CASES as METAMORPHIC
from ..metamorphic.cases import transformed
from ..metamorphic.sources import write_tree
from .command import NO_BALANCER, ROOT, Ran, lbgate, write

CASE = ROOT / "fixtures" / "aws" / "locals_lookup"
CASES = sorted(path.parent.relative_to(ROOT) for path in ROOT.glob("fixtures/*/*/plan.json"))
USED = {"file": "plan.json", "text": "what it leaves open was looked up in the source beside it"}


def copied(folder: Path, name: str = "locals_lookup") -> Path:
    shutil.copytree(ROOT / "fixtures" / "aws" / name, folder, dirs_exist_ok=True)
    return folder


def scan(folder: Path, *arguments: str) -> Ran:
    return lbgate("scan", *(arguments or ("plan.json",)), "--format", "json", cwd=folder)


def joins(done: Ran) -> list[str]:
    return [route["joined_by"] for route in done.report["routes"]]


def test_a_local_is_followed_without_being_told_where(tmp_path: Path) -> None:
    copied(tmp_path)
    done = scan(tmp_path)
    assert (done.code, done.err, done.report["notes"], joins(done)) == (0, "", [USED], ["source"])
    (listener,) = done.report["listeners"]
    assert (listener["root"], listener["file"]) == ("", None)  # files and lines are for who names the source
    assert done.report["ledger"]["files"] == 2
    named = scan(tmp_path, "plan.json", "--source", ".").report
    assert (named["ledger"], joins(scan(tmp_path, "plan.json", "--source", "."))) == (
        done.report["ledger"],
        joins(done),
    )


def test_the_text_says_that_it_was_used(tmp_path: Path) -> None:
    copied(tmp_path)
    assert lbgate("scan", "plan.json", cwd=tmp_path).out.startswith(
        "plan.json: what it leaves open was looked up in the source beside it\n\n"
    )
    assert (
        "plan.json: what it leaves open was looked up in the source beside it\n"
        in lbgate("routes", "plan.json", cwd=tmp_path).out
    )


def test_a_plan_that_lies_elsewhere_is_judged_by_itself(tmp_path: Path) -> None:
    copied(tmp_path)
    write(tmp_path, {"out/plan.json": (CASE / "plan.json").read_bytes()})
    for done in (
        scan(tmp_path, "out/plan.json"),
        lbgate("scan", "-", "--format", "json", cwd=tmp_path, stdin=(CASE / "plan.json").read_bytes()),
    ):
        assert "notes" not in done.report and "source" not in joins(done)
        assert done.report["ledger"]["files"] == 1


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_case_is_what_its_plan_was_made_from(case: Path) -> None:
    plan = read_document((ROOT / case / "plan.json").read_bytes(), "plan.json")
    assert isinstance(plan, Plan)
    assert difference(plan.configuration(), ROOT / case) is None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('resource "aws_lb" "shop"', 'resource "aws_lb" "other"', ". has no aws_lb.shop"),
        ('load_balancer_type = "application"', "", "load_balancer_type of aws_lb.shop is another"),
        ('resource "aws_lb" "shop"', 'resource "aws_vpc" "x" {}\nresource "aws_lb" "shop"', "the plan has no aws_vpc.x"),
        ('variable "environment"', 'variable "stage"', ". has no variable.environment"),
        ("locals {", 'output "x" { value = 1 }\nlocals {', "the plan has no output.x"),
        ("locals {", 'module "x" { source = "./x" }\nlocals {', "the plan has no module.x"),
        ("= 8080", "= 8081", "port of aws_lb_listener.front is another"),
        ("port              = 8080", "", "port of aws_lb_listener.front is another"),
        ("= 8080", '= 8080\n  ssl_policy = "x"', "ssl_policy of aws_lb_listener.front is another"),
        ("= 8080", "= = 8080", "main.tf cannot be read"),
    ],
)  # fmt: skip
def test_source_that_is_another_is_not_used_and_the_report_says_why(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    source = (copied(tmp_path) / "main.tf").read_text(encoding="utf-8")
    assert source.count(old) == 1
    write(tmp_path, {"main.tf": source.replace(old, new)})
    done = scan(tmp_path)
    assert done.report["notes"] == [{"file": "plan.json", "text": f"the source beside it was not used, since {reason}"}]
    assert (done.code, done.errors, "source" in joins(done)) == (0, [], False)


def test_a_module_that_is_another_is_told_with_its_place(tmp_path: Path) -> None:
    copied(tmp_path, "module_output")
    (inner,) = tmp_path.glob("modules/*/*.tf")
    inner.write_text(inner.read_text(encoding="utf-8") + 'resource "aws_vpc" "x" {}\n', encoding="utf-8")
    plan = read_document((tmp_path / "plan.json").read_bytes(), "plan.json")
    assert isinstance(plan, Plan)
    assert difference(plan.configuration(), tmp_path) == "the plan has no aws_vpc.x"


def test_where_nothing_is_open_no_source_is_looked_for(tmp_path: Path) -> None:
    copied(tmp_path, "tls_listener_http_group")
    write(tmp_path, {"broken.tf": "resource {"})
    done = scan(tmp_path)
    assert (done.code, "notes" in done.report, done.report["ledger"]["files"]) == (1, False, 1)


def test_without_load_balancers_nothing_is_said_of_source(tmp_path: Path) -> None:
    plan = b'{"format_version": "1.2", "planned_values": {}, "configuration": {"root_module": {}}}'
    write(tmp_path, {"main.tf": NO_BALANCER, "plan.json": plan})
    done = scan(tmp_path)
    assert (done.code, "notes" in done.report) == (0, False)


def test_several_plans_are_sections_of_one_report_each_with_its_own_source(tmp_path: Path) -> None:
    for name in ("tls_listener_http_group", "local_to_wrong_group"):
        copied(tmp_path / name, name)
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    write(tmp_path, {"out/plan.json": (tmp_path / "tls_listener_http_group" / "plan.json").read_bytes()})
    plans = ["local_to_wrong_group/plan.json", "tls_listener_http_group/plan.json", "out/plan.json"]
    done = scan(tmp_path, *plans)
    assert [(one["root"], one["status"]) for one in done.report["listeners"]] == [
        (plan, "judged") for plan in sorted(plans)
    ]
    assert [note["file"] for note in done.report["notes"]] == plans[:1]
    assert (done.code, done.report["ledger"]["listeners"], done.report["ledger"]["violations"]) == (1, 3, 3)
    said = lbgate("scan", *plans, cwd=tmp_path).out
    assert [line for line in said.splitlines() if line.endswith((".tf", ".json"))] == sorted(plans)
    assert said.count("listeners:") == 1


SAME = ("all in one file", "as JSON", "blocks reversed", "comments everywhere", "in overrides, as JSON")
OTHER = ("blocks in dynamic", "names changed", "resources with count", "values by expressions", "values in locals")


@pytest.mark.parametrize("name", [*SAME, *OTHER])
def test_another_spelling_is_the_same_source_and_another_structure_is_not(name: str, tmp_path: Path) -> None:
    case = METAMORPHIC["aws/tls_listener_http_group"]
    tree = next(tree for kind, tree in transformed(case) if kind == name)
    plan = read_document((case / "plan.json").read_bytes(), "plan.json")
    assert isinstance(plan, Plan)
    assert (difference(plan.configuration(), write_tree(tree, tmp_path / "source")) is None) == (name in SAME)
