"""What one evaluation may use: frames for expressions that refer to each other over many steps, and steps of loops."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_FRAMES = 8_000
_STEPS = 100_000


class _Allowance(threading.local):
    running = False
    steps = _STEPS


_ALLOWANCE = _Allowance()


@contextmanager
def evaluation() -> Iterator[None]:
    """Around the evaluation of one attribute; one within another shares its allowance."""
    if _ALLOWANCE.running:
        yield
        return
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _FRAMES))
    _ALLOWANCE.running, _ALLOWANCE.steps = True, _STEPS
    try:
        yield
    finally:
        _ALLOWANCE.running = False
        sys.setrecursionlimit(limit)


def step() -> bool:
    """Takes one step of a loop; False where all are used up, and the loop's result is unknown."""
    _ALLOWANCE.steps -= 1
    return _ALLOWANCE.steps >= 0
