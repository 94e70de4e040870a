"""An older revision of a repository as source to read: its files stand where the work tree has them, held in memory.

The disk is asked for what no revision holds: installed modules, and the variables that git ignores. A file that a function
names is written to a private folder first; nothing is ever written to the work tree.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from policies.graph import Problem

from .errors import Unreadable
from .git import FILE, LINK, SUBMODULE, Blobs, Entry, Incomplete, Repository
from .source.files import DISK
from .source.folders import SKIPPED, SOURCE_ENDINGS, shown
from .source.installed import MANIFEST
from .utf8 import utf8

INSTALLED = "/.terraform/"
VARIABLES = (".tfvars", ".tfvars.json")
MOST_FILES = 10_000
"""In a folder that a function names; more are not looked through in the work tree either."""
MOST_LINKS = 40
"""As many links as Linux follows in one path."""


class Revision:
    """The files of one commit. ``manifest`` is ``modules.json`` of a root module of it: what the work tree has installed."""

    complete = True

    def __init__(
        self, repository: Repository, entries: Mapping[str, Entry], name: str, blobs: Blobs, private: Path
    ) -> None:
        self.manifest: Callable[[Path], bytes] = lambda _: b""
        self._repository, self._entries, self._name = repository, entries, name
        self._blobs, self._private = blobs, private
        self._top = str(repository.top)
        self._contents: dict[str, bytes] = {}
        self._folders: dict[str, dict[str, bool]] = {"": {}}
        for path in entries:
            self._add(path, is_folder=False)
        self._links = self._targets()

    def _add(self, path: str, *, is_folder: bool) -> None:
        """Notes a path in its folder, and that in its own."""
        folder, _, name = path.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = {}
            self._add(folder, is_folder=True)
        self._folders[folder][name] = is_folder

    def _targets(self) -> dict[str, str]:
        """Where each link leads, as a path on the disk."""
        links = [path for path, entry in self._entries.items() if entry.is_a(LINK)]
        targets = zip(links, self._fetched(links), strict=True)
        return {path: os.path.join(self._top, path, "..", os.fsdecode(target)) for path, target in targets}  # noqa: PTH118

    def absent(self) -> list[Path]:
        """The submodules whose commit is not there, though the work tree has them in another one."""
        found = (self._repository.top / path for path, entry in self._entries.items() if entry.is_a(SUBMODULE))
        return [folder for folder in found if (folder / ".git").exists()]

    def has(self, path: Path) -> bool:
        """Whether a file was there, or is one that git ignores."""
        name = self._named(path)
        return path.is_file() if name is None else name in self._entries or self._is_ignored(name)

    def prepare(self, folder: Path) -> None:
        """Reads the source below a folder at once, which is faster than one file after the other."""
        top = self._named(folder) or ""
        wanted = (path for path in self._entries if path.endswith(SOURCE_ENDINGS) and _is_below(path, top))
        self._fetch(path for path in wanted if SKIPPED.isdisjoint(path.split("/")))

    def listed(self, folder: str, report: Callable[[Problem], None]) -> list[tuple[str, bool]]:
        name = self._named(folder)
        if name is None:
            return DISK.listed(folder, report)
        return list(self._folders.get(name, {}).items())

    def names(self, folder: Path) -> list[str]:
        name = self._named(folder)
        if name is None:
            return DISK.names(folder)
        held = self._folders.get(name, {})
        return [*(each for each, is_folder in held.items() if not is_folder), *self._ignored_variables(folder, held)]

    def read(self, path: str | Path) -> bytes:
        if str(path).endswith(str(MANIFEST)):
            return self.manifest(Path(path).parents[len(MANIFEST.parts) - 1])
        name = self._named(path)
        if name is None or name not in self._entries:
            return DISK.read(path)
        content = self._content(name)
        if content is None:
            raise Unreadable(shown(path), "the file cannot be read (it is no file)")
        return utf8(content, lambda: shown(path))

    def located(self, path: Path, repository: Path) -> Path:
        name = self._named(path)
        if name is None or (name not in self._entries and name not in self._folders and self._is_ignored(name)):
            return DISK.located(path, repository)
        found = [name] if name in self._entries else [one for one in self._entries if _is_below(one, name)]
        if len(found) > MOST_FILES:
            raise ValueError("a folder of that size")
        self._fetch(found)
        for each in found:
            self._write(each)
        return self._private / name

    def _named(self, path: str | Path) -> str | None:
        """A path from the top of the repository, links followed; None for what no revision holds."""
        place = os.path.abspath(path)  # noqa: PTH100  the links of the work tree are none of the revision's
        for _ in range(MOST_LINKS):
            name = self._from_top(place)
            if name is None or INSTALLED in f"/{name}/":
                return None
            link = next((one for one in _steps(name) if one in self._links), None) if self._links else None
            if link is None:
                return name
            place = os.path.normpath(self._links[link] + name[len(link) :])
        return None

    def _from_top(self, place: str) -> str | None:
        for each in (place, os.path.realpath(place) if not _is_below(place, self._top, os.sep) else ""):
            if _is_below(each, self._top, os.sep):
                return each[len(self._top) + 1 :].replace(os.sep, "/")
        return None

    def _content(self, name: str) -> bytes | None:
        self._fetch([name])
        return self._contents.get(name)

    def _fetch(self, names: Iterable[str]) -> None:
        wanted = [name for name in names if name not in self._contents and self._entries[name].is_a(FILE)]
        self._contents.update(zip(wanted, self._fetched(wanted), strict=True))

    def _fetched(self, names: list[str]) -> Iterator[bytes]:
        for content in self._blobs.read([self._entries[name].id for name in names]):
            if content is None:
                raise Incomplete(self._name)
            yield content

    def _is_ignored(self, name: str) -> bool:
        return bool(self._repository.ignored([name]))

    def _ignored_variables(self, folder: Path, held: Mapping[str, bool]) -> list[str]:
        """The variables files that the work tree has in a folder and git ignores."""
        try:
            names = [one.name for one in folder.iterdir() if one.name.endswith(VARIABLES) and one.name not in held]
        except OSError:
            return []
        return [name for name in names if self._is_ignored(self._named(folder / name) or name)]

    def _write(self, name: str) -> None:
        """Writes a file to the private folder, unless its name leads out of that or is none that this system takes."""
        target = self._named(self._repository.top / name)
        content = self._content(target) if target is not None and target in self._entries else None
        place = self._private / name
        inside = place.is_relative_to(self._private) and os.path.realpath(place.parent) == str(place.parent)
        try:
            if content is not None and inside and not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
        except (OSError, ValueError):
            return


def _is_below(path: str, folder: str, separator: str = "/") -> bool:
    """Whether a path is a folder or lies below it; the empty one holds all."""
    return not folder or path == folder or path.startswith(folder + separator)


def _steps(name: str) -> Iterator[str]:
    """A path, and the folders that it lies in."""
    while name:
        yield name
        name = name.rpartition("/")[0]
