"""An older revision of a repository as files in a private folder, since reading it must not touch the work tree.

The folder mirrors the file system: what lies at ``/work/shop`` lies at ``/work/shop`` in it. From the mirrored working
directory every relative path is what it is from the real one, and so are the names in reports and the globs on them.
Source is written when its folder is read, other files when a function names them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from .git import FILE, LINK, SUBMODULE, Blobs, Entry, Incomplete, Repository
from .source.files import DISK
from .source.folders import SKIPPED, SOURCE_ENDINGS
from .source.installed import MANIFEST

VARIABLES = (".tfvars", ".tfvars.json")
ENVIRONMENT = Path(".terraform", "environment")
MOST_FILES = 10_000
"""In a folder that a function names; more are not looked through in the work tree either."""

_Made = TypeVar("_Made")


class Revision:
    """The files of one commit. ``manifest`` is ``modules.json`` of a root module of it: what the work tree has installed."""

    complete = True

    def __init__(
        self, repository: Repository, entries: Mapping[str, Entry], name: str, blobs: Blobs, private: Path
    ) -> None:
        self.manifest: Callable[[Path], bytes] = lambda _: b""
        self._repository, self._name, self._blobs = repository, name, blobs
        self._private = private
        self._top = self.mirrored(repository.top)
        self._entries = entries
        self._made: set[Path] = set()
        self._written: set[str] = set()
        (self._top / ".git").mkdir(parents=True)  # the end of the repository, seen from below
        self._by_folder: dict[str, list[str]] = {}
        for path in self._entries:
            self._by_folder.setdefault(path.rpartition("/")[0], []).append(path)
        self._link()

    def mirrored(self, path: Path) -> Path:
        """Where a real path, without links in it, lies in the private folder."""
        return self._private / path.relative_to(path.anchor)

    def absent(self) -> list[Path]:
        """The submodules whose commit is not there, though the work tree has them in another one."""
        found = (self._repository.top / name for name, entry in self._entries.items() if entry.is_a(SUBMODULE))
        return [folder for folder in found if (folder / ".git").exists()]

    def write_below(self, folder: Path) -> None:
        """The source in a real folder and below it, with the variables that the work tree has for it."""
        folders = [one for one in self._by_folder if self._is_read(one, folder)]
        self._write(path for one in folders for path in self._by_folder[one] if _is_source(path))
        self._write_beside(folders)

    def write_file(self, path: Path) -> bool:
        """A real file as it was; as it is where git ignores it. False where the revision has no such file."""
        name = self._name_of(path)
        if name in self._entries:
            self._write([name])
        elif self._repository.ignored([name]):
            self._copy(name)
        return self.mirrored(path).is_file()

    def names(self, folder: Path) -> list[str]:
        name = self._inside(Path(os.path.realpath(folder)))
        if name is not None:
            self._write(path for path in self._by_folder.get(name, ()) if _is_source(path))
        return DISK.names(folder)

    def read(self, path: str | Path) -> bytes:
        if Path(path).parts[-len(MANIFEST.parts) :] == MANIFEST.parts:
            return self.manifest(Path(path).parents[len(MANIFEST.parts) - 1])
        return DISK.read(path)

    def located(self, path: Path, _: Path) -> Path:
        name = self._inside(path)
        if name is not None:
            self._write(self._below(name))
            return path
        if path.is_relative_to(self._repository.top) and ".terraform" in path.parts:
            return path  # an installed module is read where it is installed
        raise ValueError("a file outside the repository")

    def _inside(self, path: Path) -> str | None:
        """The name of a path in the private folder, from the top of the repository; empty for the top itself."""
        if not path.is_relative_to(self._top):
            return None
        return _spelled(path.relative_to(self._top))

    def _name_of(self, path: Path) -> str:
        return _spelled(path.relative_to(self._repository.top))

    def _is_read(self, folder: str, top: Path) -> bool:
        """Whether a folder is read with a real folder ``top``."""
        way = Path(os.path.relpath(self._repository.top / folder, top)).parts
        return way[:1] != ("..",) and SKIPPED.isdisjoint(way)

    def _below(self, name: str) -> list[str]:
        """The file of that name, or all in the folder of that name."""
        if name in self._entries:
            return [name]
        found = [path for path in self._entries if not name or path.startswith(f"{name}/")]
        if len(found) > MOST_FILES:
            raise ValueError("a folder of that size")
        return found

    def _write(self, names: Iterable[str]) -> None:
        wanted = [name for name in names if name not in self._written and self._entries[name].is_a(FILE)]
        self._written.update(wanted)
        for name, content in zip(wanted, self._blobs.read([self._entries[name].id for name in wanted]), strict=True):
            if content is None:
                raise Incomplete(self._name)
            self._put(name, _write_new, content)

    def _put(self, name: str, make: Callable[[Path, _Made], object], what: _Made) -> None:
        """Makes what has a name, unless the name leads out of the folder or is none that this system takes."""
        place = self._top / name
        try:
            if self._is_made(place.parent):
                make(place, what)
        except (OSError, ValueError):
            return

    def _is_made(self, folder: Path) -> bool:
        if folder not in self._made and os.path.realpath(folder) == str(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        return folder in self._made

    def _link(self) -> None:
        """Links lead where they lead in the work tree: to what the revision has there, else out of the repository."""
        links = [name for name, entry in self._entries.items() if entry.is_a(LINK)]
        targets = list(self._blobs.read([self._entries[name].id for name in links]))
        for name, target in zip(links, targets, strict=True):
            if target is None:
                raise Incomplete(self._name)
            real = Path(os.path.normpath(self._repository.top / name / ".." / os.fsdecode(target)))
            inside = real.is_relative_to(self._repository.top)
            self._put(name, _link_new, self.mirrored(real) if inside else real)
            if inside and _is_source(name) and self._name_of(real) in self._entries:
                self._write([self._name_of(real)])

    def _write_beside(self, folders: Iterable[str]) -> None:
        """What the work tree has beside a revision and git ignores: variables, and the chosen workspace."""
        found = [name for folder in folders for name in self._untold(folder)]
        for name in self._repository.ignored(found):
            self._copy(name)
        for folder in folders:
            name = _spelled(Path(folder, ENVIRONMENT))
            if (self._repository.top / name).is_file():
                self._copy(name)

    def _untold(self, folder: str) -> Iterator[str]:
        """The variables files in a folder of the work tree that the revision does not have."""
        try:
            names = [one.name for one in (self._repository.top / folder).iterdir() if one.name.endswith(VARIABLES)]
        except OSError:
            return
        yield from (path for name in names if (path := _spelled(Path(folder, name))) not in self._entries)

    def _copy(self, name: str) -> None:
        self._put(name, _copy_new, self._repository.top / name)


def _spelled(path: Path) -> str:
    return "" if path == Path() else path.as_posix()


def _is_source(path: str) -> bool:
    return path.endswith((*SOURCE_ENDINGS, *VARIABLES))


def _write_new(place: Path, content: bytes) -> None:
    with place.open("xb") as file:
        file.write(content)


def _link_new(place: Path, leads_to: Path) -> None:
    place.symlink_to(leads_to)


def _copy_new(place: Path, source: Path) -> None:
    shutil.copyfile(source, place)
