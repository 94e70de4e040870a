"""What evaluation may use: frames for expressions that refer to each other over many steps, and steps of loops."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_FRAMES = 8_000
_STEPS, _STEPS_IN_ALL = 100_000, 5_000_000


class _Allowance(threading.local):
    running = False
    steps = _STEPS
    in_all = _STEPS_IN_ALL


_ALLOWANCE = _Allowance()


def start() -> None:
    """At the beginning of a run, which has all its steps before it."""
    _ALLOWANCE.in_all = _STEPS_IN_ALL


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


def step(cost: int = 1) -> bool:
    """Takes one step of a loop, or what costs as much; False where all are used up, and the result is unknown."""
    _ALLOWANCE.in_all -= cost
    _ALLOWANCE.steps -= cost
    return _ALLOWANCE.in_all >= 0 and (_ALLOWANCE.steps >= 0 or not _ALLOWANCE.running)
