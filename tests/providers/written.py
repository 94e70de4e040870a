"""What a cloud's module finds in a snippet of Terraform source."""

from __future__ import annotations

import textwrap
from pathlib import Path

from hcl_scanner.source import Options, read_folder
from policies.graph import Graph
from policies.providers import TYPES


def graph(folder: Path, text: str) -> Graph:
    """The only graph of a ``main.tf`` that reads without problems."""
    (folder / "main.tf").write_text(textwrap.dedent(text), encoding="utf-8")
    reading = read_folder(folder, TYPES, Options(cache=False))
    assert reading.problems == ()
    (only,) = reading.graphs
    return only
