"""Reads a folder tree: finds the root modules that matter and builds the graph of each."""

from __future__ import annotations

import os.path
from collections.abc import Collection, Iterable
from pathlib import Path

from policies.graph import Graph

from ..errors import UndeclaredVariable, UsageError
from .folders import find_folders, shown
from .installed import beside
from .options import Options, Reading
from .outline import outline
from .session import Session
from .stack import start


def read_folder(folder: Path, wanted: Collection[str], options: Options = Options()) -> Reading:  # noqa: B008 - frozen
    """The resources of these types in every root module below a folder, and all that could not be read.

    Raises ``UsageError`` for a variable that no root module declares and for a variables file that is not there.
    """
    folder = Path(os.path.normpath(folder))
    session = Session(folder, wanted, options)
    start()
    files = 0
    for path, names in find_folders(folder, options.exclude, session.report, session.files.listed):
        found = session.outlines[path] = outline(path, names, session.wanted, session.files)
        files += len(names)
        for problem in found.problems:
            session.report(problem)
    roots = root_folders(session, list(session.outlines))
    _check_variables(session, roots)
    graphs = [graph for root in roots for name in options.sets if (graph := _graph(session, root, name))]
    return Reading(tuple(sorted(graphs, key=_order)), session.problems(), files, len(roots), session.ignores())


def read_root(root: Path, wanted: Collection[str], options: Options) -> Reading:
    """The same of the root module in one folder alone, wherever its files are held."""
    session = Session(root, wanted, options)
    start()
    graph = _graph(session, root, None)
    read = sum(len(outline.names) for outline in session.outlines.values())
    return Reading((graph,) if graph else (), session.problems(), read, 1, session.ignores())


def _order(graph: Graph) -> tuple[str, str]:
    return graph.root, graph.var_set or ""


def root_folders(session: Session, scanned: list[Path]) -> list[Path]:
    """The folders that no other scanned folder calls; of folders that only call each other, the first by name."""
    calls = {one: {beside(one, c.source) for c in session.outlines[one].calls if c.is_local} - {one} for one in scanned}
    called = set().union(*calls.values()) if calls else set()
    by_name = sorted(scanned)
    roots = [one for one in by_name if one not in called]
    reached = _reached(roots, calls)
    for one in by_name:
        if one not in reached:
            roots.append(one)
            reached |= _reached([one], calls)
    return roots


def _reached(roots: Iterable[Path], calls: dict[Path, set[Path]]) -> set[Path]:
    reached: set[Path] = set()
    stack = list(roots)
    while stack:
        one = stack.pop()
        if one not in reached:
            reached.add(one)
            stack.extend(calls.get(one, ()))
    return reached


def _graph(session: Session, root: Path, var_set: str | None) -> Graph | None:
    if not session.matters(root):
        return None
    from .trees import Tree  # a folder without load balancers needs no evaluator

    return Tree(session, root, var_set).graph()


def _check_variables(session: Session, roots: list[Path]) -> None:
    for path in session.options.files:
        if not path.is_file():
            raise UsageError(f"the variables file {shown(path)} does not exist")
    for name in session.options.variables:
        if not any(session.configuration(root).section("variable", name) for root in roots):
            raise UndeclaredVariable(name)
