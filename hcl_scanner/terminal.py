"""The two streams of the command: reports on standard output, a line of progress on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE = 0.5  # seconds
_ERASE = "\r\x1b[K"


def show(text: str) -> None:
    """Write to standard output, always as UTF-8. A reader that has closed its end (``| head``) has what it wants: no error."""
    show_bytes(text.encode("utf-8", "backslashreplace"))


def show_bytes(data: bytes) -> None:
    """The same of what is not all text: a patch."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _discard_the_rest()


def _discard_the_rest() -> None:
    """Python flushes standard output once more at its end, which would fail loudly."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@contextmanager
def progress(doing: str, *, wanted: bool = True) -> Iterator[None]:
    """Around the work; the line is gone when it ends. Nothing is shown where standard error is no terminal."""
    if not wanted or not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    shown = Timer(_PATIENCE, _erase_and_write, [doing])
    shown.daemon = True
    shown.start()
    try:
        yield
    finally:
        shown.cancel()
        shown.join()
        _erase_and_write("")


def _erase_and_write(text: str) -> None:
    sys.stderr.write(f"{_ERASE}{text}")
    sys.stderr.flush()
