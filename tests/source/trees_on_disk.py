"""Small helpers of these tests: source trees written to disk, and what the reader makes of them."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

from hcl_scanner.source import Options, Reading, read_folder
from policies.graph import Graph, Resource

WANTED = frozenset({"aws_lb", "aws_lb_listener", "aws_lb_target_group", "aws_elb"})


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return folder


def reading(folder: Path, files: dict[str, str], **options: Any) -> Reading:
    return read_folder(write(folder, files), WANTED, Options(**options))


def graph(folder: Path, files: dict[str, str] | str, **options: Any) -> Graph:
    """The only graph of a tree without problems; a text is its ``main.tf``."""
    found = reading(folder, {"main.tf": files} if isinstance(files, str) else files, **options)
    assert found.problems == ()
    assert len(found.graphs) == 1
    return found.graphs[0]


def value(resource: Resource, path: str) -> Any:
    entry = resource.body.get(path)
    return entry.value if entry else None


def evaluated(folder: Path, declarations: str, expression: str, **options: Any) -> Any:
    """What an expression is as an attribute, among declarations."""
    text = textwrap.dedent(declarations) + f'\nresource "aws_lb" "probe" {{\n  name = {expression}\n}}\n'
    return value(graph(folder, text, **options).resources["aws_lb.probe"], "name")
