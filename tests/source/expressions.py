"""Judges the whole corpus of expressions by the real terraform: ``python -m tests.source.expressions``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from . import judge
from .covering import ANSWERS, open_expressions, uncovered_by_terraform
from .generation import Grammar
from .harvest import HARVESTED, Harvest, harvested
from .shapes import UNITS

SEED = 20241
BATCH = 1000
GIVEN = {"flag": "true", "mode": "HTTP", "key": "a", "maybe": "", "place": "1"}
MOST_MISSED = 0.01
UNKNOWN_BY_DECISION = frozenset({"timestamp", "plantimestamp", "uuid", "bcrypt", "rsadecrypt", "base64gzip"})
"""What a clock, chance or a key decides, and bytes that depend on who compresses."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One expression of a unit, what the reader says, what terraform says, and how they compare."""

    unit: str
    expression: str
    found: Any
    answer: judge.Answer
    verdict: str

    def __str__(self) -> str:
        theirs = self.answer.reason or f"{self.answer.value!r} : {self.answer.type!r}"
        return f"{self.verdict}  {self.unit}: {self.expression}\n    ours {self.found!r}\n    terraform {theirs}"


def missed(row: Judged) -> bool:
    """Whether terraform knows a value that the reader does not, though it tries to."""
    decided = any(f"{name}(" in row.expression for name in UNKNOWN_BY_DECISION)
    return row.verdict == "less" and row.answer.value != judge.ERROR and not decided


def judged(units: Iterable[tuple[str, str]], folder: Path, harvest: Harvest | None = None) -> Iterator[Judged]:
    """Every expression judged, by one plan for each batch."""
    judge.prepare(folder)
    rest = iter(units)
    while batch := list(islice(rest, BATCH)):
        expressions = [expression for _, expression in batch]
        judge.write(folder, expressions)
        (folder / "more.tf").write_text(harvest.scope(expressions) if harvest else "")
        found = judge.ours(folder, len(batch), **GIVEN)
        answers = judge.terraforms(folder, len(batch), **GIVEN)
        for (unit, expression), one, answer in zip(batch, found, answers, strict=True):
            yield Judged(unit, expression, one, answer, judge.compare(one, answer))


def corpus(count: int, seed: int = SEED) -> list[tuple[str, str]]:
    """About ``count`` expressions: every function, operator and construct equally often."""
    return list(Grammar(seed).units(-(-count // len(UNITS))))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_500, help="about how many expressions")
    parser.add_argument("--open", type=int, default=2_000, help="about how many with variables that are not given")
    parser.add_argument("--seed", type=int, default=SEED, help="another one makes another corpus")
    parser.add_argument("--show", type=int, default=20, help="how many of each kind of disagreement to print")
    parser.add_argument("--units", action="store_true", help="print a line for each function, operator and construct")
    parser.add_argument(
        "--harvest", type=Path, nargs="*", default=[], help="folders whose expressions are judged as well"
    )
    options = parser.parse_args()
    start = time.monotonic()
    harvest = harvested(options.harvest)
    units = [*corpus(options.count, options.seed), *((HARVESTED, one) for one in harvest.expressions)]
    with tempfile.TemporaryDirectory() as folder:
        rows = list(judged(units, Path(folder), harvest))
    made = [row for row in rows if row.unit != HARVESTED]
    _report(rows, options)
    for name, some in (("made", made), ("harvested", [row for row in rows if row.unit == HARVESTED])):
        _summary(name, some)
    doubtful = _alternatives(options.open)
    print(f"{time.monotonic() - start:.0f} s")
    wrong = doubtful or any(row.verdict == "different" for row in rows)
    return 1 if wrong or sum(map(missed, made)) > MOST_MISSED * len(made) else 0


def _alternatives(count: int) -> bool:
    """Whether terraform says something, under some answer, that is not among what is said without it."""
    expressions = open_expressions(count, count // 40)
    with tempfile.TemporaryDirectory() as folder:
        rows = uncovered_by_terraform(expressions, Path(folder))
    for row in rows:
        print(*row, sep="\n    ")
    print(
        f"{len(expressions)} expressions over what is not given, {len(ANSWERS)} answers each: {len(rows)} not covered"
    )
    return bool(rows)


def _report(rows: list[Judged], options: argparse.Namespace) -> None:
    different = (row for row in rows if row.verdict == "different")
    for row in (*islice(different, options.show), *islice(filter(missed, rows), options.show)):
        print(row)
    if options.units:
        for unit in {row.unit: None for row in rows}:
            mine = Counter(_outcome(row) for row in rows if row.unit == unit)
            print(f"{unit:24}", *(f"{name} {count}" for name, count in sorted(mine.items())))


def _summary(name: str, rows: list[Judged]) -> None:
    if not rows:
        return
    print(f"{len(rows)} expressions {name}:")
    for outcome, count in sorted(Counter(map(_outcome, rows)).items()):
        print(f"  {count:6} {outcome}")
    decided = sum(row.verdict == "less" and row.answer.value != judge.ERROR and not missed(row) for row in rows)
    print(
        f"  known to terraform and not here: {sum(map(missed, rows)) / len(rows):.2%}, and by decision {decided / len(rows):.2%}"
    )


def _outcome(row: Judged) -> str:
    return f"{row.verdict} ({'error' if row.answer.value == judge.ERROR else 'value'})"


if __name__ == "__main__":
    sys.exit(main())
