"""What is not given against every answer that may be given; ``make expressions`` has many more of these."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.values import OneOf

from . import judge
from .covering import ANSWERS, open_expressions, uncovered, uncovered_by_terraform
from .scope import lay_out


@pytest.mark.usefixtures("terraform")
def test_what_terraform_says_under_every_answer_is_among_the_alternatives(tmp_path: Path) -> None:
    assert uncovered_by_terraform(open_expressions(320, 4), tmp_path) == []


def test_what_is_said_under_every_answer_is_among_the_alternatives(tmp_path: Path) -> None:
    expressions = open_expressions(1200, 12)
    lay_out(tmp_path)
    judge.write(tmp_path, expressions)
    found = judge.ours(tmp_path, len(expressions))
    for given in ANSWERS:
        known = judge.plain(judge.ours(tmp_path, len(expressions), **given))
        assert uncovered(expressions, found, known, given) == []
    assert sum(isinstance(one, OneOf) for one in found) > len(expressions) // 2
