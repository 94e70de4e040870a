"""The source as it would be after some edits, and what is found in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path

from policies.graph import Graph
from policies.report import Finding, Report

from ..arguments import Request
from ..judging import judged
from ..source.texts import as_edited
from ..utf8 import BOM
from .edits import Edit, edited
from .sites import NotWritten


@dataclass(frozen=True, slots=True)
class Change:
    """The bytes of one file as they were read, and as they are to be."""

    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class State:
    """``changes`` are by absolute path."""

    asked: Request
    report: Report
    graphs: tuple[Graph, ...]
    changes: Mapping[str, Change] = field(default_factory=dict)

    @contextmanager
    def files(self) -> Iterator[None]:
        """Within it, the source reads as it would be."""
        with as_edited({path: change.after for path, change in self.changes.items()}):
            yield

    def graph_of(self, finding: Finding) -> Graph | None:
        """The resources that a finding is about; to be asked within ``files``."""
        wanted = finding.root, finding.var_set
        return next((graph for graph in self.graphs if (graph.root, graph.var_set) == wanted), None)


def judged_state(asked: Request, changes: Mapping[str, Change]) -> State:
    """The source with these changes, judged."""
    with as_edited({path: change.after for path, change in changes.items()}):
        report, found = judged(asked, date.today())
    return State(asked, report, found.graphs, changes)


def after_edits(state: State, edits: Iterable[Edit]) -> State:
    """The state after more edits, judged again. Raises ``NotWritten`` where a file is not what was read any more."""
    changes = dict(state.changes)
    for file, several in groupby(sorted(edits, key=lambda one: one.file), key=lambda one: one.file):
        path = os.path.normpath(Path.cwd() / file)
        known = changes.get(path)
        data = known.after if known else _bytes(path)
        changes[path] = Change(known.before if known else data, _edited(data, list(several)))
    return judged_state(state.asked, changes)


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        raise NotWritten("stands in a file that cannot be read any more") from None


def _edited(data: bytes, edits: list[Edit]) -> bytes:
    mark = BOM if data.startswith(BOM) else b""
    text = data.removeprefix(BOM).decode("utf-8", "replace")
    if any(text[edit.start : edit.end] != edit.old for edit in edits):
        raise NotWritten("stands in a file that changed meanwhile")
    return mark + edited(text, edits).encode()
