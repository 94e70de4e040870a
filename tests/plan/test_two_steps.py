"""Applied with the stand-in, changed, planned again: what the second plan says is what the source says, and what happens to it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from hcl_scanner.plan import read_plan
from hcl_scanner.source import Options, read_folder
from policies.evaluate import evaluate
from policies.graph import Graph
from policies.providers import TYPES
from policies.report import Report
from policies.settings import Settings

from ..standin.make_plans import CATALOGUES, planned, terraform
from ..standin.server import served

pytestmark = pytest.mark.usefixtures("terraform")

BASE = """\
resource "aws_lb" "shop" {
  name    = "shop"
  subnets = ["subnet-0a1b2c3d", "subnet-1b2c3d4e"]
}
resource "aws_acm_certificate" "site" {
  domain_name = "shop.example.com"
}
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = aws_acm_certificate.site.arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}
resource "aws_lb_target_group" "app" {
  name     = "app"
  port     = 8080
  protocol = "HTTP"
  vpc_id   = "vpc-0a1b2c3d"
  health_check {
    protocol = "HTTP"
  }
}
"""
WEB, APP = "aws_lb_listener.web", "aws_lb_target_group.app"
GROUP = BASE[BASE.index('resource "aws_lb_target_group"') :]


class Stack(NamedTuple):
    """A folder in which the base was applied."""

    folder: Path
    reattach: str

    def again(self, source: str, more: str = "") -> bytes:
        """The plan of another source for what is deployed; ``more`` are options of ``terraform plan``."""
        (self.folder / "main.tf").write_text(source, encoding="utf-8")
        return planned(self.folder, self.reattach, more).encode()

    @property
    def source(self) -> Graph | None:
        return next(iter(read_folder(self.folder, TYPES, Options(cache=False)).graphs), None)


@pytest.fixture(scope="module")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("applied")
    (folder / "main.tf").write_text(BASE, encoding="utf-8")
    with served(list(CATALOGUES.values()), tmp_path_factory.mktemp("sockets")) as reattach:
        terraform("apply -auto-approve -input=false -lock=false", folder, reattach)
        yield Stack(folder, reattach)


@pytest.fixture
def stack(applied: Stack, tmp_path: Path) -> Stack:
    """The same deployment for each test."""
    shutil.copytree(applied.folder, tmp_path / "stack")
    return Stack(tmp_path / "stack", applied.reattach)


def judged(graph: Graph | None) -> Report:
    return evaluate([graph] if graph else [], Settings())


def told(report: Report, *, happens: bool = True) -> list[str]:
    """The routes in words: listener, backend or candidates, verdict, how it was joined, and what happens to it."""
    return [
        " ".join(
            [
                route.listener.address or "",
                route.backend.address or "|".join(route.backend.candidates),
                route.verdict,
                *([str(route.joined_by), str(route.change)] if happens else []),
            ]
        )
        for route in report.routes
    ]


def replaced(source: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert old in source
        source = source.replace(old, new)
    return source


SECOND_GROUP = GROUP.replace('"app"', '"api"')
SECOND = BASE[BASE.index('resource "aws_lb_listener"') : BASE.index('resource "aws_lb_target_group"')].replace(
    '"web"', '"admin"'
)
MOVED = "moved {\n  from = aws_lb_target_group.app\n  to   = aws_lb_target_group.shop\n}\n"
TO_SHOP = (
    ('"aws_lb_target_group" "app"', '"aws_lb_target_group" "shop"'),
    (f"{APP}.arn", "aws_lb_target_group.shop.arn"),
)
IN_MODULE = 'module "back" {\n  source = "./back"\n}\nmoved {\n  from = aws_lb_target_group.app\n  to   = module.back.aws_lb_target_group.app\n}\n'
TCP = ('protocol = "HTTP"\n  vpc_id', 'protocol = "TCP"\n  vpc_id')
CASES: dict[str, tuple[str, list[str]]] = {
    "nothing is changed": (BASE, [f"{WEB} {APP} ok value unchanged"]),
    "the check is changed in place": (
        replaced(BASE, ('    protocol = "HTTP"', '    protocol = "HTTPS"')),
        [f"{WEB} {APP} check-ineffective value updated"],
    ),
    "the group is replaced": (
        replaced(BASE, TCP),
        [f"{WEB} {APP} backend-mismatch reference replaced"],
    ),
    "the group is replaced before it is destroyed": (
        replaced(BASE, TCP, ('vpc_id   = "vpc-0a1b2c3d"', 'vpc_id = "vpc-0a1b2c3d"\n  lifecycle {\n    create_before_destroy = true\n  }')),
        [f"{WEB} {APP} backend-mismatch reference replaced"],
    ),
    "the group is replaced, and the listener keeps what it had": (
        replaced(BASE, TCP, ("default_action {", "lifecycle {\n    ignore_changes = [default_action]\n  }\n  default_action {")),
        [f"{WEB} {APP} backend-mismatch value replaced"],
    ),
    "the listener is changed in place": (
        replaced(BASE, ('"HTTPS"', '"HTTP"'), ("certificate_arn   = aws_acm_certificate.site.arn\n", "\n")),
        [f"{WEB} {APP} ok value updated"],
    ),
    "the balancer is replaced and becomes another kind": (
        replaced(BASE, ('name    = "shop"', 'name = "shop"\n  load_balancer_type = "network"')),
        [f"{WEB} {APP} listener-unsupported value replaced"],
    ),
    "the group is renamed and moved": (
        replaced(BASE, *TO_SHOP) + MOVED,
        [f"{WEB} aws_lb_target_group.shop ok value unchanged"],
    ),
    "the group is renamed and not moved": (
        replaced(BASE, *TO_SHOP),
        [f"{WEB} aws_lb_target_group.shop ok reference updated"],
    ),
    "the listener leads to another group": (
        replaced(BASE, (f"{APP}.arn", "aws_lb_target_group.api.arn")) + SECOND_GROUP,
        [f"{WEB} aws_lb_target_group.api ok reference updated"],
    ),
    "another listener leads to the group": (
        BASE + SECOND,
        [f"aws_lb_listener.admin {APP} ok value created", f"{WEB} {APP} ok value unchanged"],
    ),
    "the listener is destroyed": (GROUP, []),
    "the group is destroyed and the listener answers by itself": (
        replaced(
            BASE[: BASE.index('resource "aws_lb_target_group"')],
            ('type             = "forward"\n    target_group_arn = aws_lb_target_group.app.arn', 'type = "fixed-response"\n    fixed_response {\n      content_type = "text/plain"\n    }'),
        ),
        [],
    ),
    "instances are counted": (
        replaced(BASE, ('"aws_lb_target_group" "app" {', '"aws_lb_target_group" "app" {\n  count = 2'), (f"{APP}.arn", f"{APP}[0].arn")),
        [f"{WEB} {APP}[0] ok value unchanged"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_second_plan_says_what_its_source_says_and_what_happens(name: str, stack: Stack) -> None:
    source, routes = CASES[name]
    plan = stack.again(source)
    alone, beside = (judged(read_plan(plan, "plan.json", source=one)) for one in (None, stack.source))
    assert told(alone) == told(beside) == routes
    assert told(alone, happens=False) == told(judged(stack.source), happens=False)
    assert alone.ledger.unreached == beside.ledger.unreached == judged(stack.source).ledger.unreached


def test_an_imported_group_is_there_already(stack: Stack) -> None:
    state = json.loads(terraform("show -json", stack.folder, stack.reattach))
    (arn,) = [one["values"]["arn"] for one in state["values"]["root_module"]["resources"] if one["address"] == APP]
    terraform(f"state rm {APP}", stack.folder, stack.reattach)
    plan = stack.again(f'{BASE}import {{\n  to = {APP}\n  id = "{arn}"\n}}\n')
    assert b'"importing"' in plan
    assert told(judged(read_plan(plan, "plan.json"))) == [f"{WEB} {APP} ok value unchanged"]


def test_a_group_that_is_forgotten_is_not_there(stack: Stack) -> None:
    kept = BASE[: BASE.index('resource "aws_lb_target_group"')].replace(f"{APP}.arn", '"arn:elsewhere"')
    plan = stack.again(f"{kept}removed {{\n  from = {APP}\n  lifecycle {{\n    destroy = false\n  }}\n}}\n")
    assert b'"forget"' in plan
    report = judged(read_plan(plan, "plan.json"))
    assert [(one.address, one.status) for one in report.listeners] == [(WEB, "unlinked")]
    assert report.ledger.unreached == 0


def test_a_plan_that_destroys_all_has_no_listener(stack: Stack) -> None:
    assert read_plan(stack.again(BASE, "-destroy"), "plan.json").resources == {}


def test_a_limited_plan_is_judged_with_what_it_leaves_alone(stack: Stack) -> None:
    wrong = replaced(BASE, ('    protocol = "HTTP"', '    protocol = "HTTPS"'))
    plan = stack.again(wrong, f"-target={APP}")
    assert WEB not in [one["address"] for one in json.loads(plan)["resource_changes"]]
    assert told(judged(read_plan(plan, "plan.json"))) == [f"{WEB} {APP} check-ineffective value updated"]


def test_a_refresh_only_plan_is_judged_as_it_is_deployed(stack: Stack) -> None:
    wrong = replaced(BASE, ('    protocol = "HTTP"', '    protocol = "HTTPS"'))
    assert told(judged(read_plan(stack.again(wrong, "-refresh=true -refresh-only"), "plan.json"))) == [
        f"{WEB} {APP} ok value unchanged"
    ]


def test_a_condition_that_is_not_known_leaves_the_group_that_is_there_and_the_new_one(stack: Stack) -> None:
    choice = f'terraform_data.stage.output == "x" ? {APP}.arn : aws_lb_target_group.api.arn'
    source = (
        replaced(BASE, (f"{APP}.arn", choice))
        + SECOND_GROUP
        + 'resource "terraform_data" "stage" {\n  input = "x"\n}\n'
    )
    right, wrong = (
        source,
        replaced(
            source,
            (
                '  name     = "api"\n  port     = 8080\n  protocol = "HTTP"',
                '  name     = "api"\n  port     = 8080\n  protocol = "TCP"',
            ),
        ),
    )
    both = f"aws_lb_target_group.api|{APP}"
    assert told(judged(read_plan(stack.again(right), "plan.json"))) == [f"{WEB} {both} ok candidates updated"]
    assert told(judged(read_plan(stack.again(wrong), "plan.json"))) == [f"{WEB} {both} undecided candidates updated"]
