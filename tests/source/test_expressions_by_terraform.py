"""Seeded expressions, judged by the real terraform: where both know a value, it is the same one."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import judge
from .generation import Grammar


@pytest.mark.usefixtures("terraform")
def test_no_value_differs_from_terraforms(tmp_path: Path) -> None:
    expressions = [one for one in Grammar(20241).expressions(420) if "\n" not in one]
    judge.write(tmp_path, expressions)
    ours = judge.ours(tmp_path, len(expressions))
    judge.initialise(tmp_path)
    theirs = judge.terraforms(tmp_path, len(expressions))
    pairs = list(zip(expressions, ours, theirs, strict=True))
    known = [pair for pair in pairs if pair[2] != judge.ERROR]
    assert [pair for pair in known if judge.compare(pair[1], pair[2]) == "different"] == []
    less = [pair for pair in known if judge.compare(pair[1], pair[2]) == "less"]
    assert len(less) <= len(known) // 20, less
    assert len(known) > 200
