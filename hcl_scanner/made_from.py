"""The source that a plan was made from: named with ``--source``, held by a binary plan, or found beside the plan."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policies.graph import Graph, Problem
from policies.providers import TYPES
from policies.report import Note
from policies.settings import Ignore

from .checkout import STDIN
from .errors import Unreadable, UsageError
from .plan import sourced
from .plan.openness import is_open
from .source import Options, Reading, read_folder, read_root
from .source.files import Held
from .source.folders import TERRAGRUNT_REASON, shown, source_names
from .source.installed import MANIFEST

if TYPE_CHECKING:
    from .json_documents import Plan
    from .plan.snapshot import Snapshot

NO_SOURCE = "this holds no source: --source takes the folder, or the file that `terraform plan -out FILE` wrote"


@dataclass(frozen=True)
class Joined:
    """``graph`` is the plan's, joined with its source where that is there; ``files`` were read for it."""

    graph: Graph
    problems: tuple[Problem, ...] = ()
    files: int = 1
    notes: tuple[Note, ...] = ()
    ignores: tuple[Ignore, ...] = ()


def joined(plan: Plan, target: str, named: Path | None, options: Options) -> Joined:
    """A plan with its source, read with the plan's own variables. Raises Unreadable and UsageError."""
    if named is None:
        return _beside(plan, target, _with(options, plan.variables()))
    if named.is_dir():
        return _in_folder(plan, named, _with(options, plan.variables()))
    found = read_held(_snapshot(named), named, options)
    return Joined(_called(plan, _only(found)), found.problems, 2, ignores=found.ignores)


def read_held(snapshot: Snapshot, file: Path, options: Options) -> Reading:
    """The configuration in a binary plan. Its files are named as Terraform does, from the folder of the plan."""
    root = Path(os.path.normpath(file.parent))
    folders = {Path(os.path.normpath(root / name)): files for name, files in snapshot.folders.items()}
    folders[root / MANIFEST.parent] = {MANIFEST.name: snapshot.manifest}
    recorded = _with(options, snapshot.recorded.variables, snapshot.recorded.workspace)
    return read_root(root, TYPES, replace(recorded, storage=Held(folders)))


def _with(options: Options, variables: str, workspace: str | None = None) -> Options:
    """The options for the source of a plan, which recorded what its variables were."""
    return replace(options, inputs=(), recorded=variables, workspace=workspace or options.workspace)


def _snapshot(named: Path) -> Snapshot:
    from .json_documents import read_document
    from .plan.snapshot import Snapshot

    try:
        found = read_document(named.read_bytes(), shown(named))
    except OSError as error:
        raise UsageError(f"--source {named}: the file cannot be opened ({error.strerror})") from None
    if not isinstance(found, Snapshot):
        raise Unreadable(shown(named), NO_SOURCE)
    return found


def _in_folder(plan: Plan, named: Path, options: Options) -> Joined:
    found = read_folder(named, TYPES, options)
    root = next((graph for graph in found.graphs if graph.root == shown(named)), None)
    # A plan that Terragrunt made is just what its source is refused for.
    problems = tuple(problem for problem in found.problems if problem.reason != TERRAGRUNT_REASON)
    return Joined(_called(plan, root), problems, 1 + found.files, ignores=found.ignores)


def _called(plan: Plan, source: Graph | None) -> Graph:
    """The plan joined with its source, which knows where its modules are called."""
    found = plan.graph(source)
    return replace(found, calls=source.calls) if source else found


def _beside(plan: Plan, target: str, options: Options) -> Joined:
    """The plan by itself; what it leaves open is looked up in its own folder, if it was made from the source there.

    Nobody named that source, so that it only links: findings name addresses, and what is wrong with it is no error.
    """
    alone = plan.graph()
    folder = Path(os.path.normpath(Path(target).parent))
    if target == STDIN or not _holds_source(folder) or not is_open(alone):
        return Joined(alone)
    from .matching import difference

    reason = difference(plan.configuration(), folder)
    found = read_root(folder, TYPES, options) if reason is None else None
    if found and found.problems:
        reason = f"{found.problems[0].file} cannot be read"
    if found is None or reason:
        return Joined(alone, notes=(Note(f"the source beside it was not used, since {reason}", plan.path),))
    bodies = {
        address: replace(one, body=sourced.block_unplaced(one.body))
        for graph in found.graphs
        for address, one in graph.resources.items()
    }
    note = Note("what it leaves open was looked up in the source beside it", plan.path)
    return Joined(plan.graph(Graph(bodies)), files=1 + found.files, notes=(note,))


def _holds_source(folder: Path) -> bool:
    try:
        return bool(source_names(entry.name for entry in folder.iterdir()))
    except OSError:
        return False


def _only(found: Reading) -> Graph | None:
    return next(iter(found.graphs), None)
