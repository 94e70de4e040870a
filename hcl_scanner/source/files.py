"""Where source lies: on the disk, or in memory as a plan file holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..errors import Unreadable
from ..utf8 import utf8
from .folders import shown
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

    def located(self, path: Path, repository: Path) -> Path:
        """Where a file or folder that a function names may be read. Raises ValueError where it may not."""
        ...


class Disk:
    """The file system."""

    complete = True

    def names(self, folder: Path) -> list[str]:
        return [entry.name for entry in folder.iterdir() if entry.is_file()]

    def read(self, path: str | Path) -> bytes:
        return read_bytes(path)

    def located(self, path: Path, repository: Path) -> Path:
        if not path.is_relative_to(repository):
            raise ValueError("a file outside the repository")
        return path


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

    def located(self, path: Path, repository: Path) -> Path:
        raise ValueError("a file that the plan does not hold")
