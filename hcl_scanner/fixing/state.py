"""The source as it would be after some edits, and what is found in it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from policies.graph import Graph
from policies.report import Finding, ListenerEntry, Report, RouteEntry

from ..arguments import Request
from ..checkout import home
from ..errors import UsageError
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


def after_edits(state: State, edits: Sequence[Edit]) -> State:
    """The state after more edits, judged again. Raises ``NotWritten`` where a file is not what was read any more."""
    changes = dict(state.changes)
    for file, several in groupby(sorted(edits, key=lambda one: one.file), key=lambda one: one.file):
        path = os.path.normpath(Path.cwd() / file)
        known = changes.get(path)
        data = known.after if known else _bytes(path)
        changes[path] = Change(known.before if known else data, _edited(data, list(several)))
    root = _own_root(state, {edit.file for edit in edits})
    return judged_state(state.asked, changes) if root is None else _judged_root(state, root, changes)


def _own_root(state: State, files: Collection[str]) -> str | None:
    """The root module that alone can read these files, if that is certain: no other one calls the folder of a root."""
    folders = {Path(file).parent.as_posix() for file in files}
    given = {os.path.normpath(Path.cwd() / path) for path in state.asked.options.files}
    if len(folders) > 1 or any(os.path.normpath(Path.cwd() / file) in given for file in files):
        return None
    root = folders.pop()
    is_root = any(graph.root == root for graph in state.graphs)
    return root if is_root and home([root]) == home(state.asked.paths) else None


def _judged_root(state: State, root: str, changes: Mapping[str, Change]) -> State:
    """The state with one root module judged again, which is much less than all of a large repository."""
    try:
        part = judged_state(replace(state.asked, paths=(root,)), changes)
    except UsageError:  # a variable that only another root module declares
        return judged_state(state.asked, changes)
    old, new = state.report, part.report
    report = replace(
        old,
        listeners=_with_root(old.listeners, new.listeners, root),
        routes=_with_root(old.routes, new.routes, root),
        findings=_with_root(old.findings, new.findings, root),
        errors=tuple(dict.fromkeys((*old.errors, *new.errors))),
    )
    return State(state.asked, report, _with_root(state.graphs, part.graphs, root), changes)


_Rooted = TypeVar("_Rooted", Graph, Finding, ListenerEntry, RouteEntry)


def _with_root(old: Sequence[_Rooted], new: Sequence[_Rooted], root: str) -> tuple[_Rooted, ...]:
    """What is of another root as it was, what is of this one as it is now."""
    kept = [one for one in old if one.root != root]
    return tuple(kept + [one for one in new if one.root == root])


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
