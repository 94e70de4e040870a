"""Fixes a tree of source where it lies, and what was found in it before and after."""

from __future__ import annotations

import io
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from hcl_scanner.cli import main
from hcl_scanner.source import Options, read_folder
from policies.evaluate import evaluate
from policies.providers import TYPES
from policies.report import Report
from policies.settings import Settings

from ..metamorphic.sources import Tree, write_tree


@dataclass(frozen=True)
class Mended:
    """``said`` are the lines on standard output."""

    folder: Path
    before: Report
    after: Report
    said: list[str]

    @property
    def wrong(self) -> list[str]:
        """What a fix must never do: bring a finding, leave one that it says is gone, or break what could be read."""
        before, after = found(self.before), found(self.after)
        fixed, left = self.counts
        return [
            *(f"new: {one}" for one in (after - before).elements()),
            *(f"error: {error}" for error in self.after.errors if error not in self.before.errors),
            *(
                [f"{fixed} fixed of {before.total()}, but {after.total()} are there"]
                if before.total() - fixed != after.total()
                else []
            ),
            *([f"{left} left, but {after.total()} are there"] if left != after.total() else []),
        ]

    @property
    def counts(self) -> tuple[int, int]:
        """How many it says are fixed, and left."""
        words = self.said[-1].split() if self.said else []
        return (0, 0) if words[:1] in ([], ["nothing"]) else (int(words[0]), int(words[-2]))


def found(report: Report) -> Counter[tuple[str, ...]]:
    """One rule at one place each."""
    return Counter((one.rule, one.location.address, one.location.attribute) for one in report.findings)


def report(folder: Path) -> Report:
    reading = read_folder(folder, TYPES, Options(cache=False))
    return evaluate(reading.graphs, Settings(), problems=reading.problems)


def mended(folder: Path) -> Mended:
    before = report(folder)
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["fix", str(folder), "--no-cache"])
    assert code == 0, err.getvalue()
    out.seek(0)
    return Mended(folder, before, report(folder), out.read().splitlines())


def mended_tree(tree: Tree, folder: Path) -> Mended:
    return mended(write_tree(tree, folder))
