"""Which files may be edited: those of the user's own repository, as they lie there."""

from __future__ import annotations

import os
from pathlib import Path

from ..arguments import Request
from ..source.folders import SKIPPED, Excluded, repository_root


def untouchable(file: str, asked: Request) -> str | None:
    """Why a file must not be edited; goes on after its name."""
    whole, real = Path(os.path.normpath(Path.cwd() / file)), Path(os.path.realpath(file))
    root = next((one for path in asked.paths if real.is_relative_to(one := _root(path))), None)
    if root is None:
        return "lies outside the repository"
    if not SKIPPED.isdisjoint(real.relative_to(root).parts):
        return "belongs to an installed module"
    if _is_linked(whole, root):
        return "is reached through a symbolic link"
    if any(Excluded(Path(path), asked.options.exclude)(file) for path in asked.paths):
        return "is excluded"
    return None


def _root(path: str) -> Path:
    folder = Path(path)
    return repository_root(folder if folder.is_dir() else folder.parent)


def _is_linked(whole: Path, root: Path) -> bool:
    """Whether the file, or a folder on the way to it from the root, is a link."""
    below = [one for one in (whole, *whole.parents) if Path(os.path.realpath(one.parent)).is_relative_to(root)]
    return any(one.is_symlink() for one in below)
