"""``--baseline`` and ``--update-baseline``: what a run makes of the findings that were there before."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from .arguments import Request
from .checkout import STDIN, home, named_from
from .errors import UsageError
from .reporters.visible import visible
from .source.folders import Excluded, shown

if TYPE_CHECKING:
    from policies.report import Report


def add_baseline_arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--baseline", metavar="FILE", help="what this file knows does not fail")
    add("--update-baseline", action="store_true", help="write what is found to the baseline, and end with 0")


def baseline_file(arguments: Namespace, asked: Request) -> Path | None:
    """The file that the run asks for. Raises UsageError where it is to be updated and cannot be."""
    named = arguments.baseline or asked.file.baseline
    if arguments.update_baseline and not named:
        raise UsageError("--update-baseline needs the file: --baseline FILE, or baseline in lbgate.toml")
    if arguments.update_baseline and asked.changed_only:
        raise UsageError("--update-baseline and --changed-only do not go together: a baseline is of all that is there")
    return Path(named) if named else None


def under_baseline(report: Report, asked: Request, file: Path, *, update: bool) -> Report:
    """The report with what the baseline knows marked as suppressed; with ``update`` after writing it anew."""
    from policies.baseline import baseline_of, under, updated

    from .baseline_file import changes, read_baseline, write_baseline

    scope = _Scope(asked, alone=report.document is not None or asked.paths == (STDIN,))
    if update:
        old = read_baseline(file) if file.exists() else []
        complete = not report.errors and not (asked.settings.strict and report.unread)
        new = updated(old, baseline_of(report, scope.name), scope.holds, complete=complete)
        write_baseline(file, new)
        sys.stderr.write(f"lbgate: {visible(shown(file))}: {', '.join(changes(old, new))}\n")
    return under(report, read_baseline(file), shown(file), scope.holds, whole=not asked.changed_only)


class _Scope:
    """Which root modules a run reads. They are named from the repository; what is read ``alone`` has no name."""

    def __init__(self, asked: Request, *, alone: bool) -> None:
        self._home = home(asked.paths)
        self._tops = [""] if alone else [self.name(path) for path in asked.paths]
        here = asked.options.exclude[len(asked.file.exclude) :]  # the file's own are out of every run
        self._left_out = [Excluded(Path(path), here) for path in asked.paths]

    def name(self, root: str) -> str:
        return named_from(self._home, root)

    def holds(self, root: str) -> bool:
        below = any(top == root or (top == "." and root) or (top and root.startswith(f"{top}/")) for top in self._tops)
        return below and not any(excluded(str(self._home / root)) for excluded in self._left_out)
