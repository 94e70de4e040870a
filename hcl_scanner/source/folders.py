"""Finds the folders that hold Terraform source, and which of their files Terraform would read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from policies.globs import path_glob
from policies.graph import Problem

SKIPPED = frozenset({".terraform", ".terragrunt-cache", ".git", "node_modules"})
TERRAGRUNT = frozenset({"terragrunt.hcl", "terragrunt.hcl.json", "terragrunt.stack.hcl"})
TERRAGRUNT_REASON = (
    "Terragrunt is not read, since what it deploys is known when it runs: give its plan "
    "(`terragrunt plan -out plan.bin`, `terragrunt show -json plan.bin > plan.json`), or leave the file out with --exclude"
)
SOURCE_ENDINGS = (".tf.json", ".tofu.json", ".tf", ".tofu")
Listed = Callable[[str, Callable[[Problem], None]], list[tuple[str, bool]]]


def shown(path: str | Path) -> str:
    """A path as reports show it: relative to the working directory, with ``/``."""
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # another drive
        return Path(path).as_posix()


def find_folders(
    top: Path,
    exclude: tuple[str, ...] = (),
    report: Callable[[Problem], None] = lambda _: None,
    listed: Listed | None = None,
) -> Iterator[tuple[Path, list[str]]]:
    """Every folder below ``top`` with source files in it, and their names. Symlinked folders are not followed.

    ``report`` is told of folders that cannot be opened, and of Terragrunt's files. ``listed`` looks elsewhere than on the disk.
    """
    excluded = Excluded(top, exclude)
    stack = [str(top)]
    while stack:
        folder = stack.pop()
        names: list[str] = []
        for name, is_folder in (listed or listed_on_disk)(folder, report):
            if is_folder:
                if name not in SKIPPED and not excluded(folder, name):
                    stack.append(os.path.join(folder, name))
            elif name.endswith(SOURCE_ENDINGS) and not excluded(folder, name):
                names.append(name)
            elif name in TERRAGRUNT and not excluded(folder, name):
                report(Problem(shown(os.path.join(folder, name)), TERRAGRUNT_REASON))
        if names:
            yield Path(folder), source_names(names)


def listed_on_disk(folder: str, report: Callable[[Problem], None]) -> list[tuple[str, bool]]:
    """What is in a folder, each with whether it is a folder; without symlinked ones."""
    try:
        with os.scandir(folder) as found:
            return [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in found if _is_source(entry)]
    except OSError as error:
        report(Problem(shown(folder), f"the folder cannot be opened ({error.strerror})"))
        return []


def _is_source(entry: os.DirEntry[str]) -> bool:
    """Symlinked folders are left out; a symlinked file that leads nowhere stays, so that reading it says why."""
    if not entry.is_symlink():
        return True
    try:
        return entry.name.endswith(SOURCE_ENDINGS) and not entry.is_dir()
    except OSError:
        return True


def source_names(names: Iterable[str]) -> list[str]:
    """The files that are read: no hidden or backup ones; a ``.tofu`` file replaces the ``.tf`` of the same name."""
    wanted = {
        name for name in names if name.endswith(SOURCE_ENDINGS) and not name.startswith((".", "#")) and name[-1] != "~"
    }
    replaced = {name.replace(".tofu", ".tf") for name in wanted if name.endswith((".tofu", ".tofu.json"))}
    return sorted(wanted - replaced)


def is_override(name: str) -> bool:
    stem = name
    for kind in SOURCE_ENDINGS:
        if name.endswith(kind):
            stem = name[: -len(kind)]
            break
    return stem == "override" or stem.endswith("_override")


class Excluded:
    """Whether a path, given whole or in parts, is excluded by one of the globs (``*`` within a name, ``**`` over folders)."""

    def __init__(self, top: Path, globs: tuple[str, ...]) -> None:
        self._top = top
        self._patterns = [path_glob(glob) for glob in globs]

    def __call__(self, *parts: str) -> bool:
        if not self._patterns:
            return False
        path = os.path.join(*parts)
        names = (shown(path), os.path.relpath(path, self._top).replace(os.sep, "/"))
        return any(pattern.fullmatch(name) for pattern in self._patterns for name in names)


def repository_root(folder: Path) -> Path:
    """The nearest folder upwards that holds ``.git``; the folder itself where there is none."""
    resolved = folder.resolve()
    return next((one for one in (resolved, *resolved.parents) if (one / ".git").exists()), resolved)
