"""Every fixture case keeps its verdicts under every transformation that applies to it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from hcl_scanner.source import Options, read_folder
from policies.evaluate import evaluate
from policies.providers import TYPES
from policies.settings import Settings

from ..case_lines import neutral_lines
from .cases import CASES, transformed
from .sources import Tree, read_tree, write_tree
from .transformations import TRANSFORMATIONS

_LEAST = {"module calls with for_each": 5}
"""Most cases call no module of their own."""


def _lines(tree: Tree, folder: Path) -> list[str]:
    reading = read_folder(write_tree(tree, folder), TYPES, Options(cache=False))
    return [*(problem.reason for problem in reading.problems), *neutral_lines(evaluate(reading.graphs, Settings()))]


@pytest.mark.parametrize("case", CASES)
def test_no_transformation_changes_a_verdict(case: str, tmp_path: Path) -> None:
    expected = (CASES[case] / "expected.txt").read_text(encoding="utf-8").splitlines()
    found = {name: _lines(tree, tmp_path / name) for name, tree in transformed(CASES[case])}
    assert {name: lines for name, lines in found.items() if lines != expected} == {}


def test_each_transformation_changes_the_text_of_many_cases() -> None:
    applied = Counter(name for case in CASES.values() for name, tree in transformed(case) if tree != read_tree(case))
    assert {name: applied[name] for name in TRANSFORMATIONS if applied[name] < _LEAST.get(name, 100)} == {}


def test_a_change_of_meaning_is_noticed(tmp_path: Path) -> None:
    case = CASES["aws/alb_https_to_http"]
    tree = {path: text.replace('protocol = "HTTP"', 'protocol = "TCP"') for path, text in read_tree(case).items()}
    assert _lines(tree, tmp_path) != (case / "expected.txt").read_text(encoding="utf-8").splitlines()
