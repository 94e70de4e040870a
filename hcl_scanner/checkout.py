"""Names files and folders by where they are in their checkout, so that no id tells where the checkout itself lies."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

STDIN = "-"


def home(paths: Sequence[str]) -> Path:
    """The repository that holds all of the paths; else the working directory if it does, else what they share."""
    here = Path.cwd()
    named = [os.path.normpath(here / path) for path in paths if path != STDIN]
    try:
        shared = Path(os.path.commonpath(named or [str(here)]))
    except ValueError:  # on several drives
        return here
    above = [shared, *shared.parents] if shared.is_dir() else list(shared.parents)
    repository = next((folder for folder in above if (folder / ".git").exists()), None)
    return repository or (here if here in above else above[0])


def named_from(folder: Path, path: str) -> str:
    """A path from a folder, which names it wherever the checkout lies; what has no path keeps its name."""
    if path in ("", STDIN):
        return path
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # on another drive
        return path
