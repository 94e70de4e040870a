"""The parts of a YAML program, and where they are: ``Pulumi.yaml`` alone, or with ``Main.yaml``; components in plugins."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import Unreadable
from ..utf8 import utf8
from . import MAINS, PROJECTS
from .nodes import Entries, Node, Scalar, read_nodes

PLUGIN = "PulumiPlugin.yaml"
OTHER_LANGUAGE = (
    "a Pulumi program is not read: save its preview with `pulumi preview --json --show-sames` and give that file"
)
COMPILED = (
    "another program writes this one: save its preview with `pulumi preview --json --show-sames` and give that file"
)


@dataclass(frozen=True)
class Template:
    """A program, or one component of a plugin: what it declares by name."""

    whole: Entries
    path: str

    def section(self, *names: str) -> Entries:
        """The declarations of the first of these sections that is there. Raises Unreadable if it holds none."""
        found = next((node for name in names if (node := self.whole.field(name)) is not None), None)
        return self.entries(found, f'"{names[0]}"')

    def entries(self, node: Node | None, what: str) -> Entries:
        if node is None or (isinstance(node, Scalar) and node.value is None):
            return Entries()
        if not isinstance(node, Entries):
            raise Unreadable(self.path, f"{what} is not a mapping", node.place.line, node.place.column)
        return node


def load(file: Path, path: str) -> Template:
    """A file's template. Raises Unreadable."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Unreadable(path, f"the file cannot be opened ({error.strerror})") from None
    whole = read_nodes(utf8(data, lambda: path).decode(), path)
    if not isinstance(whole, Entries):
        reason = "the file is empty" if whole == Scalar(None) else "not a Pulumi program: it is not a mapping"
        raise Unreadable(path, reason)
    return Template(whole, path)


def beside(path: str, way: str) -> str:
    """What the report calls a file, by the way to it from the folder of another one."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), way.replace(os.sep, "/")))


def text(node: Node | None) -> str:
    """A scalar's text, empty where there is none."""
    return str(node.value) if isinstance(node, Scalar) and node.value is not None else ""


def check_runtime(project: Template) -> None:
    """Raises Unreadable where the program is none in YAML."""
    runtime = project.whole.field("runtime")
    named = runtime.field("name") if isinstance(runtime, Entries) else runtime
    if text(named) != "yaml":
        raise Unreadable(project.path, OTHER_LANGUAGE)
    options = runtime.field("options") if isinstance(runtime, Entries) else None
    if isinstance(options, Entries) and options.field("compiler"):
        raise Unreadable(project.path, COMPILED)


def main_file(project: Template, folder: Path) -> Path | None:
    """The file that holds the program, if the project's own does not."""
    inside = folder / text(project.whole.field("main"))
    return next((inside / name for name in MAINS if (inside / name).is_file()), None)


def project_above(folder: Path) -> Path | None:
    """The project that a program's folder belongs to."""
    above = (folder, *folder.resolve().parents)
    return next(iter(_projects(above)), None)


def _projects(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        yield from (folder / name for name in PROJECTS if (folder / name).is_file())
