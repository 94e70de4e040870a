"""Judges the whole corpus of expressions by the real terraform: ``python -m tests.source.expressions``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from . import judge
from .generation import Grammar
from .shapes import UNITS

SEED = 20241
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Judged:
    """One expression of a unit, what the reader says, what terraform says, and how they compare."""

    unit: str
    expression: str
    found: Any
    answer: judge.Answer
    verdict: str


def judged(units: Sequence[tuple[str, str]], folder: Path) -> Iterator[Judged]:
    """Every expression judged, by one plan for each batch."""
    judge.prepare(folder)
    rest = iter(units)
    while batch := list(islice(rest, BATCH)):
        expressions = [expression for _, expression in batch]
        judge.write(folder, expressions)
        found = judge.ours(folder, len(batch), flag="true")
        answers = judge.terraforms(folder, len(batch))
        for (unit, expression), one, answer in zip(batch, found, answers, strict=True):
            yield Judged(unit, expression, one, answer, judge.compare(one, answer))


def corpus(count: int) -> list[tuple[str, str]]:
    """About ``count`` expressions: every function, operator and construct equally often."""
    return list(Grammar(SEED).units(-(-count // len(UNITS))))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_500, help="about how many expressions")
    parser.add_argument("--show", type=int, default=20, help="how many of each kind of disagreement to print")
    parser.add_argument("--units", action="store_true", help="print a line for each function, operator and construct")
    options = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        rows = list(judged(corpus(options.count), Path(folder)))
    _report(rows, time.monotonic() - start, options)
    return 1 if any(row.verdict == "different" for row in rows) else 0


def _report(rows: list[Judged], seconds: float, options: argparse.Namespace) -> None:
    for verdict in ("different", "less"):
        for row in islice((row for row in rows if row.verdict == verdict), options.show):
            theirs = row.answer.reason or f"{row.answer.value!r} : {row.answer.type!r}"
            print(f"{verdict}  {row.unit}: {row.expression}\n    ours {row.found!r}\n    terraform {theirs}")
    if options.units:
        for unit in UNITS:
            mine = Counter(_outcome(row) for row in rows if row.unit == unit)
            print(f"{unit:24}", *(f"{name} {count}" for name, count in sorted(mine.items())))
    total = Counter(_outcome(row) for row in rows)
    print(f"{len(rows)} expressions in {seconds:.0f} s:", *(f"{name} {n}" for name, n in sorted(total.items())), sep="\n  ")


def _outcome(row: Judged) -> str:
    theirs = "error" if row.answer.value == judge.ERROR else "value"
    return f"{row.verdict} ({theirs})"


if __name__ == "__main__":
    sys.exit(main())
