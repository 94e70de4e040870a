"""Puts edited files in the place of what was read, each as a whole and with its mode."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from .state import Change


def written(path: str, change: Change) -> str | None:
    """Why the file was not written; None where it was. What is not what was read any more is left alone."""
    target = Path(path)
    fresh = target.with_name(f".{target.name}.{os.urandom(8).hex()}")
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
        _write(fresh, change.after, mode)
        if target.is_symlink() or target.read_bytes() != change.before:
            fresh.unlink()
            return "it changed meanwhile, and is left as it is"
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        return f"it cannot be written ({error.strerror})"
    return None


def _write(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)
