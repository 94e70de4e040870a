"""A line on standard error while work takes longer than half a second, for a person who waits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE = 0.5  # seconds
_ERASE = "\r\x1b[K"


@contextmanager
def progress(doing: str, *, wanted: bool = True) -> Iterator[None]:
    """Around the work; the line is gone when it ends. Nothing is shown where standard error is no terminal."""
    if not wanted or not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    shown = Timer(_PATIENCE, _show, [doing])
    shown.daemon = True
    shown.start()
    try:
        yield
    finally:
        shown.cancel()
        shown.join()
        _show("")


def _show(text: str) -> None:
    sys.stderr.write(f"{_ERASE}{text}")
    sys.stderr.flush()
