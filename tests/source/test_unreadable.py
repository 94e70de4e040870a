"""What cannot be read is an error with its place, and no listener that it might have touched is called ok."""

from __future__ import annotations

from pathlib import Path

import pytest

from hcl_scanner.source import Options, Reading, read_folder
from policies.evaluate import evaluate
from policies.providers import TYPES
from policies.report import Report
from policies.settings import Settings

_LISTENER = """
resource "aws_lb" "x" {
  load_balancer_type = "application"
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = aws_lb.x.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
"""
_GROUP = """
resource "aws_lb_target_group" "t" {
  port     = 80
  protocol = "HTTP"
}
"""
_RULE = 'resource "aws_lb_listener_rule" "r" {\n  listener_arn = aws_lb_listener.l.arn\n'


def _reading(folder: Path, files: dict[str, str | bytes], **options: object) -> Reading:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_folder(folder, TYPES, Options(**options))


def _report(folder: Path, files: dict[str, str | bytes], **options: object) -> Report:
    found = _reading(folder, files, **options)
    return evaluate(found.graphs, Settings(), problems=found.problems)


def test_what_can_be_read_is_judged(tmp_path: Path) -> None:
    report = _report(tmp_path, {"main.tf": _LISTENER + _GROUP})
    assert [(one.status, one.reason) for one in report.listeners] == [("judged", None)]


@pytest.mark.parametrize(
    ("files", "file", "line"),
    [
        ({"rules.tf": _RULE + "  priority = = 1\n}\n"}, "rules.tf", 3),
        ({"rules.tf": _RULE + "  action {\n"}, "rules.tf", 1),
        ({"rules.tf": '# "\n}}} what is this\n'}, "rules.tf", 2),
        ({"rules.tf": (_RULE + "}\n").encode("utf-16")}, "rules.tf", 1),
        ({"rules.tf": b"# \xe9\n" + (_RULE + "}\n").encode()}, "rules.tf", 1),
        ({"rules.tf.json": '{"resource": {\n"aws_lb_listener_rule": {'}, "rules.tf.json", 2),
        ({"x_override.tf": b"# \xe9\n"}, "x_override.tf", 1),
        ({"more.tf": 'module "m" {\n  source = = "./m"\n}\n'}, "more.tf", 2),
        ({"more.tf": _GROUP}, "more.tf", 2),
        ({"terraform.tfvars": "a = = 1\n"}, "terraform.tfvars", 1),
        ({"terraform.tfvars": b"a = \xe9\n"}, "terraform.tfvars", 1),
        ({"call.tf": 'module "m" {\n  source = "./m"\n}\n', "m/main.tf": b"\xff\xfe1\0"}, "m/main.tf", 1),
        ({"call.tf": 'module "m" {\n  source = "./m"\n}\n', "m/main.tf": _RULE + "  a = = 1\n}\n"}, "m/main.tf", 3),
    ],
)
def test_a_listener_beside_it_is_undecided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str | bytes], file: str, line: int
) -> None:
    monkeypatch.chdir(tmp_path)
    report = _report(Path(), {"main.tf": _LISTENER + _GROUP, **files})
    assert [(one.file, one.line) for one in report.errors] == [(file, line)]
    told = f"{file}:{line} could not be read, and may change what it does"
    assert [(one.status, one.reason) for one in report.listeners] == [("undecided", told)]
    assert report.ledger.listeners == report.ledger.undecided == 1


@pytest.mark.parametrize(
    "more",
    [
        'locals {\n  p = = "HTTP"\n}\n',
        'variable "p" {\n  default = = "HTTP"\n}\n',
        'module "m" {\n  source = = "./m"\n}\n',
    ],
)
def test_a_route_whose_value_it_holds_is_undecided(tmp_path: Path, more: str) -> None:
    name = {"locals": "local.p", "variable": "var.p", "module": "module.m.p"}[more.split(maxsplit=1)[0]]
    report = _report(tmp_path, {"main.tf": _LISTENER + _GROUP.replace('"HTTP"', name) + more})
    assert len(report.errors) == 1
    assert [str(route.verdict) for route in report.routes] == ["undecided"]


def test_no_default_stands_for_what_a_lost_variables_file_may_give(tmp_path: Path) -> None:
    text = _LISTENER + _GROUP.replace('"HTTP"', "var.p") + 'variable "p" {\n  default = "TCP"\n}\n'
    files: dict[str, str | bytes] = {"main.tf": text, "a.auto.tfvars": "p = = 1\n"}
    assert [str(route.verdict) for route in _report(tmp_path, files).routes] == ["undecided"]
    given = _report(tmp_path, {**files, "b.auto.tfvars": 'p = "HTTP"\n'})
    assert [str(route.verdict) for route in given.routes] == ["ok"]


def test_a_listener_of_another_root_is_judged(tmp_path: Path) -> None:
    report = _report(tmp_path, {"a/main.tf": _LISTENER + _GROUP, "b/main.tf": _LISTENER + _GROUP + _RULE})
    assert [one.status for one in report.listeners] == ["judged", "undecided"]


def test_a_violation_stays_one(tmp_path: Path) -> None:
    report = _report(tmp_path, {"main.tf": _LISTENER + _GROUP.replace('"HTTP"', '"TCP"') + _RULE})
    assert [one.status for one in report.listeners] == ["judged"]
    assert report.ledger.violations == 1


def test_a_broken_block_that_no_balancer_needs_is_not_even_parsed(tmp_path: Path) -> None:
    report = _report(tmp_path, {"main.tf": _LISTENER + _GROUP + 'resource "aws_instance" "i" {\n  ami = = 1\n}\n'})
    assert report.errors == ()
    assert [one.status for one in report.listeners] == ["judged"]


def test_instances_beyond_all_limits_are_said_to_be_left_out(tmp_path: Path) -> None:
    text = "".join(f'resource "aws_lb" "x{n}" {{\n  count = 4000\n}}\n' for n in range(6))
    found = _reading(tmp_path, {"main.tf": text + _LISTENER + _GROUP})
    assert {problem.reason for problem in found.problems} == {
        "more than 20,000 instances are in this folder; the rest is left out"
    }
    assert found.graphs[0].unreadable is not None


def test_modules_that_call_each_other_very_deep_are_said_to_be_left_out(tmp_path: Path) -> None:
    call = 'module "m" {\n  source = "@"\n}\n'
    files: dict[str, str | bytes] = {f"m{n}/main.tf": call.replace("@", f"../m{n + 1}") for n in range(30)}
    report = _report(tmp_path, {**files, "m30/main.tf": _LISTENER + _GROUP, "m0/x.tf": _LISTENER + _GROUP})
    told = "modules call each other more than 24 deep; this call is left out"
    assert [(problem.line, problem.reason) for problem in report.errors] == [(1, told)]
    assert {one.status for one in report.listeners} == {"undecided"}


def test_modules_that_call_themselves_are_said_to_be_left_out(tmp_path: Path) -> None:
    call = 'module "m" {\n  source = "../m"\n}\n'
    files: dict[str, str | bytes] = {"main.tf": call.replace("../m", "./m"), "m/main.tf": call + _LISTENER + _GROUP}
    report = _report(tmp_path, files)
    assert [(problem.line, problem.reason) for problem in report.errors] == [
        (1, "the module calls itself; this call is left out")
    ]
    assert {one.status for one in report.listeners} == {"undecided"}
