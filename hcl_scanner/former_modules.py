"""Which modules an older revision has installed: those of the work tree, where it calls the same source and version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from policies.providers import TYPES

from .source.files import DISK, Files
from .source.installed import Manifest, beside, is_local
from .source.modules import DEEPEST
from .source.options import Options
from .source.session import MOST_IN_ALL, Session
from .source.syntax import Literal, Section


class Call(NamedTuple):
    """The call of a module from elsewhere in a root module, by the dotted path that ``modules.json`` has for it."""

    path: str
    source: str
    version: str

    @property
    def module(self) -> tuple[str, str]:
        return self.source, self.version


def calls_of(root: Path, files: Files = DISK) -> list[Call]:
    """The calls of modules from elsewhere in a root module and in the local modules below it."""
    session = Session(root, TYPES, Options(storage=files))
    return list(islice(_calls(session, root, ""), MOST_IN_ALL))


def _calls(session: Session, folder: Path, path: str) -> Iterator[Call]:
    configuration = session.configuration(folder)
    for name in sorted(session.mattering_calls(folder)):
        section = configuration.section("module", name)
        source = _literal(section, "source")
        inner = f"{path}.{name}".lstrip(".")
        if not is_local(source):
            yield Call(inner, source, _literal(section, "version"))
        elif inner.count(".") < DEEPEST:
            yield from _calls(session, beside(folder, source), inner)


def _literal(section: Section | None, name: str) -> str:
    setting = section.settings.get(name) if section else None
    value = setting.expression.value if setting and isinstance(setting.expression, Literal) else None
    return value if isinstance(value, str) else ""


class Missing(NamedTuple):
    """A call of an older revision whose module the work tree does not have installed."""

    root: str
    call: Call


@dataclass(frozen=True)
class Installed:
    """The installed modules of some root modules of the work tree, by root; ``missing`` fills as others are asked for."""

    calls: dict[str, list[Call]] = field(default_factory=dict)
    folders: dict[str, dict[str, Path]] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)

    def manifest(self, root: str, files: Files) -> bytes:
        """``modules.json`` as ``terraform init`` would have written it for an older revision of a root module."""
        if not self.calls:
            return b""
        found: list[dict[str, str]] = []
        for call in calls_of(Path(root), files):
            folders = self._folders(root, call)
            if not folders:
                self.missing.append(Missing(root, call))
            found += [{"Key": call.path + inner, "Dir": str(folder)} for inner, folder in folders.items()]
        return json.dumps({"Modules": found}).encode()

    def _folders(self, root: str, call: Call) -> dict[str, Path]:
        """The folder of the module, and of those that it calls by what their paths have more; of its own root rather."""
        for other in sorted(self.calls, key=lambda one: (one != root, one)):
            for like in self.calls[other]:
                if call.source and like.module == call.module and like.path in self.folders[other]:
                    return _below(like.path, self.folders[other])
        return {}


def _below(path: str, folders: Mapping[str, Path]) -> dict[str, Path]:
    found = {one: folder for one, folder in folders.items() if one == path or one.startswith(f"{path}.")}
    return {one.removeprefix(path): folder for one, folder in found.items()}


def installed_in(roots: Iterable[str]) -> Installed:
    """What ``terraform init`` has installed in these root modules."""
    manifests = {root: folders for root in roots if (folders := Manifest(Path(root)).folders)}
    whole = {
        root: {path: Path.cwd() / folder for path, folder in folders.items()} for root, folders in manifests.items()
    }
    return Installed({root: calls_of(Path(root)) for root in whole}, whole)
