"""An unknown condition against both of its answers: what is said without it must hold with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from policies.values import OneOf, Unknown, choices, compatible

from . import judge
from .generation import Grammar


def _covers(value: Any, known: Any, answer: str) -> bool:
    """Whether a value with alternatives allows the known one under an answer."""
    if judge.ERROR in (known, value):
        return known in (value, judge.ERROR)
    if isinstance(value, OneOf):
        possible = [c for c in choices(value) if compatible(c.when, frozenset({("var.flag", answer)}))]
        return any(_covers(choice.value, known, answer) for choice in possible)
    if isinstance(value, Unknown):
        return True
    if isinstance(value, dict) and isinstance(known, dict):
        return set(value) == set(known) and all(_covers(value[key], known[key], answer) for key in value)
    if isinstance(value, list) and isinstance(known, list):
        return len(value) == len(known) and all(_covers(a, b, answer) for a, b in zip(value, known, strict=True))
    return type(value) is type(known) and bool(value == known)


def test_every_answer_is_among_the_alternatives(tmp_path: Path) -> None:
    expressions = [one for one in Grammar(7, {"b": ("var.flag", "!var.flag")}).expressions(1500) if "\n" not in one]
    expressions = [one for one in expressions if "var.flag" in one]
    judge.write(tmp_path, expressions)
    open_ = judge.ours(tmp_path, len(expressions))
    for answer in ("true", "false"):
        known = judge.ours(tmp_path, len(expressions), flag=answer)
        wrong = [row for row in zip(expressions, open_, known, strict=True) if not _covers(row[1], row[2], answer)]
        assert wrong == []
    assert sum(isinstance(one["v"], OneOf) for one in open_ if isinstance(one, dict)) > 40
