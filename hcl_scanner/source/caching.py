"""The user's own cache folder, and files in it that are there as a whole or not at all."""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from pathlib import Path


def cache_folder() -> Path | None:
    """The user's own cache folder, made if need be; None where it is not private to the user or cannot be written."""
    return _private(os.environ.get("XDG_CACHE_HOME") or "~/.cache")


@lru_cache(maxsize=1)
def _private(base: str) -> Path | None:
    folder = Path(base).expanduser() / "lbgate"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        about = folder.lstat()
    except (OSError, RuntimeError):
        return None
    private = stat.S_ISDIR(about.st_mode) and not about.st_mode & 0o077
    owned = not hasattr(os, "getuid") or about.st_uid == os.getuid()
    return folder if folder.is_absolute() and private and owned and os.access(folder, os.W_OK) else None


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that no other run ever sees a part of it. Raises ``OSError``."""
    fresh = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    fresh.write_bytes(data)
    fresh.replace(path)
