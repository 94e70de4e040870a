"""Reads source files as text, and says why where it cannot."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from policies.graph import Problem

from ..errors import Unreadable
from ..utf8 import utf8
from .folders import shown
from .syntax import SourceFile

LARGEST_FILE = 8 << 20
_PART = 1 << 16
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


_EDITED: ContextVar[Mapping[str, bytes]] = ContextVar("edited", default={})  # noqa: B039 - nobody changes it


@contextmanager
def as_edited(contents: Mapping[str, bytes]) -> Iterator[None]:
    """Within it, these files (by absolute path) read as they would be after an edit that nobody has made yet."""
    token = _EDITED.set(contents)
    try:
        yield
    finally:
        _EDITED.reset(token)


def read_bytes(path: str | Path) -> bytes:
    """A source file without its byte order mark, known to be UTF-8. Raises ``Unreadable``."""
    edited = _EDITED.get()
    if edited and (data := edited.get(os.path.abspath(path))) is not None:
        return utf8(data, lambda: shown(path))
    try:
        handle = os.open(path, _FLAGS)
    except OSError as error:
        raise Unreadable(shown(path), f"the file cannot be opened ({error.strerror})") from None
    try:
        data = _read_all(handle, path)
    except OSError as error:
        raise Unreadable(shown(path), f"the file cannot be read ({error.strerror})") from None
    finally:
        os.close(handle)
    return utf8(data, lambda: shown(path))


def _read_all(handle: int, path: str | Path) -> bytes:
    parts = []
    size = 0
    # Asking for all at once would reserve the largest size for every small file.
    while part := os.read(handle, _PART):
        parts.append(part)
        size += len(part)
        if size > LARGEST_FILE:
            raise Unreadable(shown(path), f"the file is larger than {LARGEST_FILE >> 20} MB")
    return parts[0] if len(parts) == 1 else b"".join(parts)


def read_source(path: Path, read: Callable[[Path], bytes] = read_bytes) -> SourceFile:
    """A source file as text. Raises ``Unreadable``."""
    return SourceFile(shown(path), read(path).decode())


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, from 1."""
    newlines = _newlines(text)
    line = bisect_left(newlines, offset)
    return line + 1, offset - (newlines[line - 1] if line else -1)


@lru_cache(maxsize=64)
def _newlines(text: str) -> list[int]:
    return [found.start() for found in re.finditer("\n", text)]


def problem(file: SourceFile, offset: int, reason: str) -> Problem:
    """What is wrong at an offset of a file."""
    return Problem(file.path, reason, *position(file.text, min(offset, len(file.text))))
