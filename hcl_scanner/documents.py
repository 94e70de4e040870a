"""What the command line names, read: folders of Terraform source, and files by their kind."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policies.graph import Graph, Problem
from policies.providers import TYPES
from policies.report import Note
from policies.settings import Ignore

from .checkout import STDIN, home, named_from
from .errors import UndeclaredVariable, Unreadable
from .pulumi import is_program
from .source import Options, Reading, read_folder
from .source.folders import SKIPPED, SOURCE_ENDINGS, TERRAGRUNT, TERRAGRUNT_REASON, find_folders, shown

if TYPE_CHECKING:
    from .plan.snapshot import Snapshot

NO_SOURCE = "there is no Terraform source in this folder; plans and Pulumi previews are read only when they are named"


@dataclass(frozen=True)
class Documents:
    """The graphs of all that could be read, and what could not be; ``files`` counts what was read.

    ``undeclared`` are the variables of the command line that nothing here declares, ``document`` is the only file that
    was named, ``notes`` say what was read for it. ``ignores`` are what comments in the source allow.
    """

    graphs: tuple[Graph, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: int = 0
    undeclared: frozenset[str] = frozenset()
    document: str | None = None
    notes: tuple[Note, ...] = ()
    ignores: tuple[Ignore, ...] = ()


def read_documents(paths: Sequence[str], options: Options, source: Path | None = None) -> Documents:
    """Read everything that is named; a path of ``-`` is standard input, ``source`` what the plans were made from.

    What cannot be read is a problem and keeps nothing else from being read. Raises UsageError for a variable that no
    root module of any folder declares.
    """
    targets = list(_targets(paths))
    found = [_read(target, options, source, alone=len(targets) == 1) for target in targets]
    for name in sorted(frozenset.intersection(*(each.undeclared for each in found))):
        raise UndeclaredVariable(name)
    folder = home(paths)
    graphs = [replace(graph, identity=named_from(folder, graph.root)) for each in found for graph in each.graphs]
    by_root = {(graph.root, graph.var_set): graph for graph in graphs}
    problems = dict.fromkeys(problem for each in found for problem in each.problems)
    notes = tuple(note for each in found for note in each.notes)
    ignores = dict.fromkeys(ignore for each in found for ignore in each.ignores)
    return Documents(
        tuple(by_root.values()),
        tuple(problems),
        sum(each.files for each in found),
        document=_only_document(targets),
        notes=notes,
        ignores=tuple(ignores),
    )


def _only_document(targets: Sequence[str]) -> str | None:
    """The file that is all that is read."""
    return shown(targets[0]) if len(targets) == 1 and Path(targets[0]).is_file() else None


def _targets(paths: Iterable[str]) -> Iterator[str]:
    """Each path once: a source file stands for its folder, and a folder in another one is read with that."""
    found = dict.fromkeys(_target(path) for path in paths)
    for path in found:
        if not any(_is_read_with(path, other) for other in found):
            yield path


def _target(path: str) -> str:
    if path == STDIN:
        return path
    is_source = path.endswith(SOURCE_ENDINGS) and Path(path).is_file()
    return os.path.normpath(Path(path).parent if is_source else path)


def _is_read_with(inner: str, outer: str) -> bool:
    """Whether reading the folder ``outer`` reads the folder ``inner``; it does not follow links."""
    if STDIN in (inner, outer) or not Path(inner).is_dir():
        return False
    way = Path(os.path.relpath(inner, outer)).parts
    steps = [Path(outer, *way[: count + 1]) for count in range(len(way))]
    return bool(way) and way[0] != ".." and not any(step.is_symlink() or step.name in SKIPPED for step in steps)


def _read(target: str, options: Options, source: Path | None, *, alone: bool) -> Documents:
    """One target; the root of a file is its path, or empty where it is all that is read."""
    path = target if target == STDIN else shown(Path(target))
    try:
        if target != STDIN and Path(target).is_dir():
            return _read_folder(Path(target), options)
        found = _read_file(target, path, options, source)
    except Unreadable as error:
        return Documents(problems=(error.problem,))
    graphs = tuple(replace(graph, root="" if alone else path) for graph in found.graphs)
    return replace(found, graphs=graphs, undeclared=frozenset(options.variables))


def _read_folder(folder: Path, options: Options) -> Documents:
    found, undeclared = _with_declared_variables(folder, options)
    if not found.files and not found.problems and not any(find_folders(folder)):  # what is there may all be excluded
        raise Unreadable(shown(folder), _why_nothing(folder))
    return Documents(found.graphs, found.problems, found.files, undeclared, ignores=found.ignores)


def _why_nothing(folder: Path) -> str:
    try:
        return NO_SOURCE if any(folder.iterdir()) else "the folder is empty"
    except OSError as error:
        return f"the folder cannot be opened ({error.strerror})"


def _with_declared_variables(folder: Path, options: Options) -> tuple[Reading, frozenset[str]]:
    """The folder read with those variables that it declares, and the names of the others."""
    undeclared: frozenset[str] = frozenset()
    while True:
        try:
            return read_folder(folder, TYPES, options), undeclared
        except UndeclaredVariable as error:
            undeclared |= {error.name}
            options = options.without(error.name)


def _read_file(target: str, path: str, options: Options, source: Path | None) -> Documents:
    from .json_documents import Plan, read_document

    if Path(target).name in TERRAGRUNT:
        raise Unreadable(path, TERRAGRUNT_REASON)
    if is_program(target):
        from .pulumi.program import read_program

        return Documents((read_program(Path(target), path),), files=1)
    document = read_document(_bytes(target, path), path)
    if isinstance(document, Graph):
        return Documents((document,), files=1)
    from .made_from import joined, read_held

    if not isinstance(document, Plan):
        return _from_snapshot(document, read_held(document, Path(target), options), path)
    if source and not source.is_file() and not any(find_folders(source)):
        raise Unreadable(shown(source), _why_nothing(source))
    made = joined(document, target, source, options)
    return Documents((made.graph,), made.problems, made.files, notes=made.notes, ignores=made.ignores)


def _from_snapshot(snapshot: Snapshot, found: Reading, path: str) -> Documents:
    """A binary plan as source; one that only destroys or refreshes leaves nothing of its source to be judged."""
    if not snapshot.recorded.applies:
        note = "this plan only destroys or refreshes, so that nothing in its configuration is judged"
        return Documents((Graph({}, path),), files=1, notes=(Note(note, path),))
    note = f"judged from the configuration in it; `terraform show -json {path}` gives what the plan knows beyond that"
    return Documents(found.graphs, found.problems, 1, notes=(Note(note, path),), ignores=found.ignores)


def _bytes(target: str, path: str) -> bytes:
    try:
        with open(0 if target == STDIN else target, "rb", closefd=target != STDIN) as file:
            return file.read()
    except FileNotFoundError:
        raise Unreadable(path, "there is no such file or folder") from None
    except (OSError, ValueError) as error:
        raise Unreadable(path, f"the file cannot be opened ({getattr(error, 'strerror', None) or error})") from None
