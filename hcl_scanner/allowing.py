"""What somebody allowed of what a run found: the ignores of the settings file, and those in comments."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from policies.ignores import suppress
from policies.report import Report
from policies.settings import Ignore
from policies.tags import tag_ignores

from .arguments import Request, is_document
from .checkout import STDIN, home, named_from
from .documents import Documents


def allowed(report: Report, asked: Request, found: Documents, today: date) -> Report:
    """The report with what is allowed today marked as suppressed."""
    folder = home(asked.paths)
    comments = tuple(replace(one, key=named_from(folder, one.file or "")) for one in found.ignores)
    tags = (one for graph in found.graphs for one in tag_ignores(graph))
    settings = replace(asked.settings, ignores=(*asked.settings.ignores, *comments, *tags))
    calls = {(graph.root, address): place for graph in found.graphs for address, place in graph.calls.items()}
    return suppress(report, settings, today, partial(_is_covered, asked=asked, whole=not report.errors), calls)


def _is_covered(ignore: Ignore, *, asked: Request, whole: bool) -> bool:
    """Whether the run read all that an ignore may be about, so that one which matches nothing is of no use."""
    if not whole or asked.changed_only or len(asked.options.exclude) > len(asked.file.exclude):
        return False
    if ignore.file is None:  # a tag, of what was read
        return True
    if ignore.lines:  # a module beside what was read may be called elsewhere, and so may what a plan was made from
        return not any(map(is_document, asked.paths)) and any(_is_below(ignore.file, path) for path in asked.paths)
    return asked.file.folder is None or _holds(asked.paths, asked.file.folder)


def _is_below(file: str, path: str) -> bool:
    top = Path(path) if Path(path).is_dir() else Path(path).parent
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(top))


def _holds(paths: Iterable[str], folder: Path) -> bool:
    """Whether a path is the folder, or one above it, or a document in it."""
    places = (Path.cwd() if path == STDIN else Path(path) for path in paths)
    tops = {os.path.realpath(place if place.is_dir() else place.parent) for place in places}
    above = [Path(os.path.realpath(folder)), *Path(os.path.realpath(folder)).parents]
    return any(str(one) in tops for one in above)
