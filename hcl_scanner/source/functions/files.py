"""Functions on paths and files. Files are read inside the repository only; anything else is unknown."""

from __future__ import annotations

import os.path
from pathlib import Path

from ..calls import Function
from ..domain import Failure, Fields, Value
from ..primitives import text

LARGEST_FILE = 1 << 20


def _located(module: Fields, name: Value) -> Path:
    """The file that a path names, relative to the root module. ``ValueError`` outside the repository."""
    place = getattr(module, "file_place", None)
    if place is None:
        raise ValueError("no files here")
    found: Path = place(text(name))
    return found


def _file(module: Fields, name: Value) -> str:
    path = _located(module, name)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError("a file of that size")
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        raise Failure("the file is not UTF-8") from None


def _exists(module: Fields, name: Value) -> bool:
    return _located(module, name).is_file()


def _encoded(module: Fields, name: Value) -> str:
    import base64

    path = _located(module, name)
    if path.stat().st_size > LARGEST_FILE:
        raise ValueError("a file of that size")
    return base64.b64encode(path.read_bytes()).decode()


def _folder_of(name: Value) -> str:
    return os.path.dirname(text(name)).rstrip("/") or ("/" if text(name).startswith("/") else ".")


def _last_part(name: Value) -> str:
    stripped = text(name).rstrip("/")
    return os.path.basename(stripped) or ("/" if text(name).startswith("/") else ".")


FUNCTIONS = {
    "file": Function(_file, module=True),
    "fileexists": Function(_exists, module=True),
    "filebase64": Function(_encoded, module=True),
    "basename": Function(_last_part),
    "dirname": Function(_folder_of),
}
