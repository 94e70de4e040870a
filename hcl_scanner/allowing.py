"""What somebody allowed of what a run found: the ignores of the settings file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

from policies.ignores import suppress
from policies.report import Report
from policies.settings import Ignore

from .arguments import Request


def allowed(report: Report, asked: Request, today: date) -> Report:
    """The report with what is allowed today marked as suppressed."""
    return suppress(report, asked.settings, today, partial(_is_covered, whole=_is_whole(report, asked)))


def _is_covered(_: Ignore, *, whole: bool) -> bool:
    return whole


def _is_whole(report: Report, asked: Request) -> bool:
    """Whether the run read all that the settings file is for, so that an ignore which matches nothing is of no use."""
    cut = asked.changed_only or len(asked.options.exclude) > len(asked.file.exclude) or report.errors
    return not cut and (asked.file.folder is None or _holds(asked.paths, asked.file.folder))


def _holds(paths: Iterable[str], folder: Path) -> bool:
    """Whether a path is the folder, or one above it, or a document in it."""
    places = (Path.cwd() if path == "-" else Path(path) for path in paths)
    tops = {os.path.realpath(place if place.is_dir() else place.parent) for place in places}
    above = [Path(os.path.realpath(folder)), *Path(os.path.realpath(folder)).parents]
    return any(str(one) in tops for one in above)
