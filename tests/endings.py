"""That work ends: it may take its time, but not grow without bound."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

_LONGEST = 30
"""Seconds of the processor, not of the clock, since machines are busy. What is asked here takes less than one, and took
minutes or for ever where a bound was missing."""


@contextmanager
def ends() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < _LONGEST
