"""Writes what a command prints: always UTF-8, the same bytes everywhere, and quiet when the reader has gone."""

from __future__ import annotations

import os
import sys


def show(text: str) -> None:
    """Write to standard output. A reader that has closed its end (``| head``) has what it wants: no error."""
    data = text.encode("utf-8", "backslashreplace")
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
