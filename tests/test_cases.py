"""Every case says the same: as source, as a plan, as a plan with its source, as a state, and as a Pulumi preview."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hcl_scanner.plan import read_plan, read_state
from hcl_scanner.preview import read_preview
from hcl_scanner.source import Options, read_folder
from policies.evaluate import evaluate
from policies.graph import Graph
from policies.providers import TYPES
from policies.settings import Settings

from .case_lines import neutral_lines

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
CASES = sorted(folder for cloud in ("aws", "baiducloud") for folder in (FIXTURES / cloud).glob("*/"))

NEVER = {
    "balancer_type_unknown": "what is set of a balancer hangs on its type: where only the apply knows that, terraform refuses"
}
"""The cases that have no state, since they cannot be applied, and why."""


def source_graphs(case: Path) -> tuple[Graph, ...]:
    reading = read_folder(case, TYPES, Options(cache=False))
    assert reading.problems == ()
    return reading.graphs


def plan_graph(case: Path, source: Graph | None = None) -> Graph:
    return read_plan((case / "plan.json").read_bytes(), "plan.json", TYPES, source)


def preview_graph(case: Path) -> Graph:
    return read_preview(json.loads((case / "preview.json").read_text(encoding="utf-8")), "preview.json")


def lines(*graphs: Graph) -> list[str]:
    return neutral_lines(evaluate(graphs, Settings()))


def expected(case: Path, *sources: str) -> list[str]:
    """The lines that a case demands of a source; an exception of its own names its reason in a first line.

    ``planned`` are those where the plan knows what no source tells, whether it is read with its source or alone.
    """
    exceptions = (case / f"expected.{source}.txt" for source in sources)
    exception = next((file for file in exceptions if file.is_file()), None)
    if exception is None:
        return (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    reason, *rest = exception.read_text(encoding="utf-8").splitlines()
    assert reason.startswith("# ") and rest != expected(case)
    return rest


def named(cases: list[Path]) -> list[object]:
    return [pytest.param(case, id=f"{case.parent.name}/{case.name}") for case in cases]


@pytest.mark.parametrize("case", named(CASES))
def test_source(case: Path) -> None:
    assert lines(*source_graphs(case)) == expected(case)


@pytest.mark.parametrize("case", named(CASES))
def test_plan(case: Path) -> None:
    assert lines(plan_graph(case)) == expected(case, "plan", "planned")


@pytest.mark.parametrize("case", named(CASES))
def test_plan_with_its_source(case: Path) -> None:
    assert lines(plan_graph(case, next(iter(source_graphs(case)), None))) == expected(case, "planned")


@pytest.mark.parametrize("case", named([case for case in CASES if case.name not in NEVER]))
def test_state(case: Path) -> None:
    """What is deployed says the same, but for what only the apply tells."""
    assert lines(read_state((case / "state.json").read_bytes(), "state.json")) == expected(case, "state")


@pytest.mark.parametrize("case", named(CASES))
def test_preview(case: Path) -> None:
    assert lines(preview_graph(case)) == expected(case, "preview")


@pytest.mark.parametrize(("cloud", "least"), [("aws", 40), ("baiducloud", 20)])
def test_there_are_enough_cases_and_half_of_them_are_wrong(cloud: str, least: int) -> None:
    cases = [case for case in CASES if case.parent.name == cloud]
    wrong = [case for case in cases if any("LBG" in line for line in expected(case))]
    assert len(cases) >= least
    assert len(cases) * 0.45 <= len(wrong) <= len(cases) * 0.6
    titles = [(case / "main.tf").read_text(encoding="utf-8").splitlines()[0] for case in cases]
    assert all(title.startswith("# ") for title in titles)
    assert len(set(titles)) == len(cases)
