"""What holds of every baseline, whatever the deployment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hcl_scanner.baseline_file import read_baseline, written
from hcl_scanner.source import Options, read_folder
from policies.baseline import Known, baseline_of, merged, under, updated
from policies.evaluate import evaluate
from policies.matching import Trace
from policies.providers import TYPES
from policies.report import Report
from policies.settings import Settings

from ..cli.command import write

KINDS = {
    "network": ("network", "TCP", "HTTP", "TCP"),
    "application": ("application", "HTTP", "HTTP", "HTTPS"),
}
"""The type of the balancer, and the words of listener, group and check: the first is LBG101, the second LBG103."""
MODULE = """
variable "listeners" {{}}
resource "aws_lb" "shop" {{
  load_balancer_type = "{0}"
}}
resource "aws_lb_listener" "web" {{
  count             = var.listeners
  load_balancer_arn = aws_lb.shop.arn
  port              = 8000 + count.index
  protocol          = "{1}"
  default_action {{
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }}
}}
resource "aws_lb_target_group" "app" {{
  port     = 8080
  protocol = "{2}"
  health_check {{
    protocol = "{3}"
  }}
}}
"""
Modules = Mapping[str, tuple[str, int]]
"""The kind of each module by its name, and how many listeners it has."""

NAMES = st.sampled_from(["a", "b", "c", "d", "e", "f"])
MODULES = st.dictionaries(NAMES, st.tuples(st.sampled_from(sorted(KINDS)), st.integers(1, 3)), max_size=4)
quickly = settings(max_examples=25, deadline=None)


def judged(modules: Modules) -> Report:
    calls = [
        f'module "{name}" {{\n  source    = "../{kind}"\n  listeners = {listeners}\n}}\n'
        for name, (kind, listeners) in modules.items()
    ]
    with TemporaryDirectory() as folder:
        for kind, words in KINDS.items():
            write(Path(folder), {f"{kind}/main.tf": MODULE.format(*words), "root/main.tf": "".join(calls)})
        found = read_folder(Path(folder) / "root", TYPES, Options(cache=False))
    assert not found.problems
    return evaluate([replace(graph, root="root") for graph in found.graphs], Settings())


def baseline(modules: Modules) -> list[Known]:
    return baseline_of(judged(modules), str)


def new(modules: Modules, known: list[Known], *, whole: bool = True) -> list[tuple[str, int]]:
    """What fails: the module, and on how many routes."""
    report = under(judged(modules), known, "b.json", lambda _: True, whole=whole)
    held = [one for one in report.findings if one.suppressed]
    assert report.ledger.suppressed == len(held)
    failing = [one for one in report.findings if not one.suppressed]
    assert len({one.fingerprint for one in report.findings}) == len(report.findings)
    return sorted((one.location.address.split(".")[1], len(one.routes)) for one in failing)


@given(MODULES)
@quickly
def test_after_an_update_nothing_fails(modules: Modules) -> None:
    known = baseline(modules)
    assert len(known) == len(modules)
    assert new(modules, known) == new(modules, known, whole=False) == []


@given(MODULES, st.sampled_from(sorted(KINDS)), st.integers(1, 3), NAMES)
@quickly
def test_one_more_instance_is_all_that_fails(modules: Modules, kind: str, listeners: int, name: str) -> None:
    assume(name not in modules)
    assert new({**modules, name: (kind, listeners)}, baseline(modules)) == [(name, listeners)]


@given(MODULES, st.permutations("uvwxyz"))
@quickly
def test_renamed_modules_fail_nothing_unless_only_the_same_addresses_count(modules: Modules, names: list[str]) -> None:
    renamed = dict(zip(names, modules.values(), strict=False))
    assert new(renamed, baseline(modules)) == []
    assert len(new(renamed, baseline(modules), whole=False)) == len(modules)


@given(MODULES, st.permutations("uvwxyz"), st.sampled_from(sorted(KINDS)))
@quickly
def test_of_renamed_modules_and_one_more_one_is_new(modules: Modules, names: list[str], kind: str) -> None:
    renamed = dict(zip(names, [*modules.values(), (kind, 1)], strict=False))
    assert [routes for _, routes in new(renamed, baseline(modules))] == [1]


@given(MODULES, st.data())
@quickly
def test_a_route_more_fails_alone(modules: Modules, data: st.DataObject) -> None:
    assume(modules)
    name = data.draw(st.sampled_from(sorted(modules)))
    kind, listeners = modules[name]
    more = data.draw(st.integers(1, 3))
    assert new({**modules, name: (kind, listeners + more)}, baseline(modules)) == [(name, more)]


@given(MODULES, MODULES)
@quickly
def test_what_is_gone_is_pruned_unless_the_run_did_not_read_it(before: Modules, after: Modules) -> None:
    old, now = baseline(before), baseline(after)
    assert updated(old, now, lambda _: True, complete=True) == now
    kept = {one.fingerprint for one in (*old, *now)}
    for forgetful in (
        updated(old, now, lambda _: True, complete=False),
        updated(old, now, lambda _: False, complete=True),
    ):
        assert {one.fingerprint for one in forgetful} == kept
        assert new(after, forgetful) == []


@given(MODULES, MODULES)
@quickly
def test_the_entries_of_two_branches_may_stand_together(mine: Modules, theirs: Modules) -> None:
    both = merged([*baseline(mine), *baseline(theirs)])
    assert new(mine, both) == [] and new(theirs, both) == []
    assert merged([*both, *both]) == both


TEXT = st.text(max_size=5)
KNOWN = st.builds(
    lambda *texts, var_set, routes: Known(
        *texts[:2], var_set, *texts[2:4], tuple(Trace(texts[4], *route) for route in routes)
    ),
    TEXT, TEXT, TEXT, TEXT, TEXT,
    var_set=st.none() | TEXT,
    routes=st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=3),
)  # fmt: skip


@given(st.lists(KNOWN))
@quickly
def test_a_baseline_reads_as_it_was_written(several: list[Known]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "b.json"
        file.write_text(written(merged(several)), encoding="utf-8")
        found = read_baseline(file)
        again = written(found)
    assert again == written(merged(several))
    assert [one.line for one in found] == list(range(2, 2 + len(found)))
