"""What a caller asks of the reader, and what the reader hands back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from policies.graph import Graph, Problem


@dataclass(frozen=True, slots=True)
class Options:
    """``variables`` are NAME, VALUE pairs as Terraform takes them on its command line; they win over ``var_files``.

    ``recorded`` is a JSON object of variables with the values that a plan recorded; these win over all others.
    ``exclude`` are globs relative to the working directory or to the scanned folder.
    """

    variables: tuple[tuple[str, str], ...] = ()
    var_files: tuple[Path, ...] = ()
    exclude: tuple[str, ...] = ()
    workspace: str | None = None
    recorded: str | None = None
    cache: bool = True


@dataclass(frozen=True)
class Reading:
    """``graphs``: one for each root module that holds or calls wanted resources, sorted by root; ``problems`` sorted."""

    graphs: tuple[Graph, ...]
    problems: tuple[Problem, ...]
    files: int
    roots: int
