"""Where source lies: on the disk, or in memory as a plan file holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from policies.graph import Problem

from ..errors import Unreadable
from ..utf8 import utf8
from .folders import listed_on_disk, shown
from .texts import read_bytes


class Files(Protocol):
    """``complete`` is set where the files that are no source are there too, so that one which is not is missing."""

    complete: bool

    def names(self, folder: Path) -> list[str]:
        """The files in a folder. Raises OSError and ValueError."""
        ...

    def read(self, path: str | Path) -> bytes:
        """A file without its byte order mark, known to be UTF-8. Raises Unreadable."""
        ...

    def listed(self, folder: str, report: Callable[[Problem], None]) -> list[tuple[str, bool]]:
        """What is in a folder, each with whether it is a folder; ``report`` is told where that cannot be seen."""
        ...

    def located(self, path: Path, repository: Path) -> Path:
        """Where a file or folder that a function names may be read. Raises ValueError where it may not."""
        ...


class Disk:
    """The file system."""

    complete = True

    def names(self, folder: Path) -> list[str]:
        return [entry.name for entry in folder.iterdir() if not entry.is_dir()]

    def read(self, path: str | Path) -> bytes:
        return read_bytes(path)

    def listed(self, folder: str, report: Callable[[Problem], None]) -> list[tuple[str, bool]]:
        return listed_on_disk(folder, report)

    def located(self, path: Path, repository: Path) -> Path:
        found = path.resolve()
        if not found.is_relative_to(repository):
            raise ValueError("a file outside the repository")
        return found


DISK = Disk()


@dataclass(frozen=True)
class Held:
    """Files that are held in memory: by their folder's normal path, then by name."""

    folders: Mapping[Path, Mapping[str, bytes]]
    complete = False

    def names(self, folder: Path) -> list[str]:
        return list(self.folders.get(folder, ()))

    def read(self, path: str | Path) -> bytes:
        place = Path(path)
        data = self.folders.get(place.parent, {}).get(place.name)
        if data is None:
            raise Unreadable(shown(path), "there is no such file")
        return utf8(data, lambda: shown(path))

    def listed(self, folder: str, report: Callable[[Problem], None]) -> list[tuple[str, bool]]:
        return [(name, False) for name in self.names(Path(folder))]

    def located(self, path: Path, repository: Path) -> Path:
        raise ValueError("a file that the plan does not hold")
