"""``--new-only REV``: the work tree and an older revision of it, judged alike; what was wrong before does not fail."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from policies.ignores import recounted
from policies.ledger import counted
from policies.matching import divided, traces
from policies.report import Finding, Note, Report, Suppression

from .arguments import Request, is_document
from .comparable import Comparable
from .documents import Documents
from .errors import UndeclaredVariable, UsageError
from .former_modules import Installed, installed_in
from .git import Repository, repository_of, whole_tree
from .judging import judged
from .revision import Revision
from .source.folders import shown
from .source.options import Input, VarSet

BY = "new-only"


def judged_since(asked: Request, revision: str, today: date) -> Report:
    """The report on the work tree, with what the revision had too, or cannot tell, marked as suppressed."""
    folders = [path for path in map(_folder, asked.paths) if Path(path).exists()]
    if not folders:
        return judged(asked, today)[0]
    repository = repository_of(map(Path, folders))
    commit = repository.commit(revision)
    report, found = judged(asked, today)
    installed = installed_in(graph.root for graph in found.graphs)
    with _older(repository, commit, revision) as files:
        former, before = _former(replace(asked, paths=tuple(folders)), files, installed, today)
        absent = [shown(folder) for folder in files.absent()]
    return _marked(report, former, Comparable(report, former, before, installed, absent), revision)


def _folder(path: str) -> str:
    """The folder that a path of source stands for. Raises UsageError for a document."""
    if is_document(path):
        raise UsageError(f"--new-only goes with Terraform source: nobody can tell what {path} was in an older revision")
    return str(Path(path).parent) if Path(path).is_file() else path


@contextmanager
def _older(repository: Repository, commit: str, name: str) -> Iterator[Revision]:
    whole, entries = whole_tree(repository, commit, name)
    with TemporaryDirectory(prefix="lbgate-", ignore_cleanup_errors=True) as private, whole.blobs() as blobs:
        yield Revision(repository, entries, name, blobs, Path(os.path.realpath(private)))


def _former(asked: Request, files: Revision, installed: Installed, today: date) -> tuple[Report, Documents]:
    """What the revision is judged to be."""
    for path in asked.paths:
        files.prepare(Path(path))
    files.manifest = lambda root: installed.manifest(shown(root), files)
    inputs = tuple(_inputs(asked.options.inputs, files))
    return _judged(replace(asked, options=replace(asked.options, inputs=inputs, storage=files)), today)


def _judged(asked: Request, today: date) -> tuple[Report, Documents]:
    """An older revision judged without the variables that it does not declare yet."""
    try:
        return judged(asked, today)
    except UndeclaredVariable as error:
        return _judged(replace(asked, options=asked.options.without(error.name)), today)


def _inputs(inputs: Iterable[Input], files: Revision) -> Iterator[Input]:
    """Variables without the files that were not there."""
    for one in inputs:
        if isinstance(one, VarSet):
            yield VarSet(one.name, tuple(filter(files.has, one.files)))
        elif isinstance(one, tuple) or files.has(one):
            yield one


def _marked(report: Report, former: Report, comparable: Comparable, revision: str) -> Report:
    """The report with the findings that do not fail, and a note on how many there are."""
    findings = divided(report, [trace for one in former.findings for trace in traces(one, former)])
    marked = [_excused(one, was_there, comparable, revision) for one, was_there in findings]
    return recounted(replace(report, findings=tuple(marked), notes=(*report.notes, _note(marked, revision))))


def _excused(finding: Finding, was_there: bool, comparable: Comparable, revision: str) -> Finding:
    if finding.suppressed:
        return finding
    if was_there:
        return replace(finding, suppressed=Suppression(BY, reason=f"it was there in {revision}"))
    why = comparable.why_not(finding)
    reason = f"it cannot be compared with {revision}: {why}"
    return replace(finding, suppressed=Suppression(BY, reason=reason)) if why else finding


def _note(findings: Iterable[Finding], revision: str) -> Note:
    excused = [one.suppressed.reason or "" for one in findings if one.suppressed and one.suppressed.by == BY]
    before = len([reason for reason in excused if reason.startswith("it was there")])
    rest = len(excused) - before
    unclear = f", and {rest} cannot be compared" if rest else ""
    were = "was" if before == 1 else "were"
    return Note(f"compared with {revision}: {counted(before, 'finding')} {were} there before{unclear}")
