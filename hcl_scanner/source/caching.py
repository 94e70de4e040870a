"""The user's own cache folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def cache_folder() -> Path | None:
    """The user's own cache folder, made if need be; None where it is not private to the user or cannot be written."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
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
