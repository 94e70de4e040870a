"""A seeded slice of the corpus, judged by the real terraform; ``make expressions`` judges all of it."""

from __future__ import annotations

import json
import subprocess

import pytest

from hcl_scanner.source.expressions import SPECIAL
from hcl_scanner.source.functions import FUNCTIONS
from hcl_scanner.source.signatures import SIGNATURES

from .expressions import UNKNOWN_BY_DECISION, Judged, corpus, judged, missed
from .shapes import FUNCTIONS as SHAPES
from .shapes import UNITS

_EACH = 4


@pytest.fixture(scope="module")
def rows(terraform: None, tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    return list(judged(corpus(_EACH * len(UNITS)), tmp_path_factory.mktemp("expressions")))


def test_nothing_known_differs_from_what_terraform_says(rows: list[Judged]) -> None:
    assert [str(row) for row in rows if row.verdict == "different"] == []
    assert {row.unit for row in rows if row.verdict == "same"} >= set(UNITS) - {
        f"{name}()" for name in UNKNOWN_BY_DECISION
    }


def test_what_terraform_knows_is_known(rows: list[Judged]) -> None:
    less = [row for row in rows if missed(row)]
    assert len(less) <= len(rows) // 50, [str(row) for row in less]


@pytest.mark.usefixtures("terraform")
def test_the_functions_are_those_of_the_real_terraform() -> None:
    done = subprocess.run(["terraform", "metadata", "functions", "-json"], capture_output=True, text=True, check=True)
    signatures = json.loads(done.stdout)["function_signatures"]
    assert sorted(name for name in signatures if "::" not in name) == sorted(SIGNATURES)
    assert {name.removeprefix("core::") for name in signatures if "::" in name} == set(SIGNATURES)


def test_every_function_is_evaluated_but_for_those_that_are_unknown_by_decision() -> None:
    assert set(SIGNATURES) - set(FUNCTIONS) - set(SPECIAL) == UNKNOWN_BY_DECISION
    assert set(SHAPES) == set(SIGNATURES)
