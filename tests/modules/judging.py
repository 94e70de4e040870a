"""One root module, read by lbgate and planned by terraform."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hcl_scanner.source import Options, read_folder
from hcl_scanner.source.folders import shown
from policies.graph import Graph

from ..standin.inferred import sections_of, source_files
from .comparing import Comparison, compared
from .installing import install
from .planned import planned

_NOT_COMPARED = ("terraform_", "null_", "standin_")


@dataclass(frozen=True)
class Call:
    """How terraform is called beside the configuration itself; ``root`` is the root module's folder below the tree."""

    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    workspace: str | None = None
    root: str = "."

    @classmethod
    def of(cls, tree: Path) -> Call:
        """What a tree's ``call.json`` says."""
        said = tree / "call.json"
        return cls(**json.loads(said.read_text(encoding="utf-8"))) if said.exists() else cls()

    def options(self, root: Path) -> Options:
        """The same for the reader."""
        inputs: list[Path | tuple[str, str]] = []
        for argument in self.arguments:
            kind, _, given = argument.removeprefix("-").partition("=")
            name, _, value = given.partition("=")
            inputs.append(root / given if kind == "var-file" else (name, value))
        return Options(tuple(inputs))


def judged(tree: Path, call: Call, placed: Mapping[str, Path] | None = None) -> Comparison:
    """Compares every resource of the root module; the tree is written to. Raises ``NotPlanned``."""
    (tree / ".git").mkdir(exist_ok=True)
    root = Path(os.path.normpath(tree / call.root))
    folders = install(root, placed)
    if call.workspace:
        (root / ".terraform" / "environment").write_text(call.workspace, encoding="utf-8")
    wanted = _types(folders)
    plan = planned(root, folders, call.arguments, call.environment)
    return compared(_read(root, wanted, call), {a: one for a, one in plan.items() if one.type in wanted})


def _types(folders: list[Path]) -> frozenset[str]:
    sections = (section for folder in folders for file in source_files(folder) for section in sections_of(file))
    types = {section.labels[0] for section in sections if section.type == "resource"}
    return frozenset(name for name in types if not name.startswith(_NOT_COMPARED))


def _read(root: Path, wanted: frozenset[str], call: Call) -> Graph | None:
    with _environment(call.environment):
        reading = read_folder(root, wanted, call.options(root))
    assert not reading.problems, reading.problems
    return next((graph for graph in reading.graphs if graph.root == shown(root)), None)


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
