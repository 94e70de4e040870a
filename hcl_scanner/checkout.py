"""Names root modules by where they are in their checkout, so that no id tells where the checkout itself lies."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from policies.graph import Graph

STDIN = "-"


def home(paths: Sequence[str]) -> Path:
    """The repository that holds all of the paths; else the working directory if it does, else what they share."""
    here = Path.cwd()
    named = [os.path.normpath(here / path) for path in paths if path != STDIN]
    try:
        shared = Path(os.path.commonpath(named or [str(here)]))
    except ValueError:  # on several drives
        return here
    above = [shared, *shared.parents] if shared.is_dir() else list(shared.parents)
    repository = next((folder for folder in above if (folder / ".git").exists()), None)
    return repository or (here if here in above else above[0])


def named_from(folder: Path, graph: Graph) -> Graph:
    """The graph with its root's path from a folder as its name in ids."""
    if graph.root in ("", STDIN):
        return graph
    try:
        return replace(graph, identity=os.path.relpath(graph.root, folder).replace(os.sep, "/"))
    except ValueError:  # on another drive
        return graph
