"""Errors of lbgate itself, as violations: which resource it was about, and which cloud's module broke on it."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType

from .graph import Resource
from .model import Backend, Listener, Part, Spot
from .pulumi_data import Registration

PROVIDERS = "providers"


@dataclass(frozen=True, slots=True)
class Violation:
    """What a policy reports: a message on a URN that is in the stack (or the stack's own)."""

    urn: str
    message: str


def failure(urn: str, error: BaseException) -> Violation:
    """An internal error as a violation; its traceback goes to stderr, since its text may hold a property's value."""
    traceback.print_exception(error, file=sys.stderr)
    what = f"{type(error).__name__} in {_module(error.__traceback__)}"
    return Violation(urn, f"Internal error of lbgate ({what}): {urn.rpartition('::')[2] or urn} was not judged.")


def culprit(error: BaseException) -> str | None:
    """The address of what the innermost function was about when it broke: a URN, or an entry of one (``…::web:443``)."""
    found = [address for frame in _frames(error.__traceback__) if (address := _about(frame))]
    return found[-1] if found else None


def _about(frame: FrameType) -> str | None:
    """The address of a function's first variable that has one: its argument, where it has such a one."""
    return next((address for value in frame.f_locals.values() if (address := _address(value))), None)


def _address(value: object) -> str | None:
    from .judge import Pair, Route

    match value:
        case Registration(urn=urn):
            return urn
        case Resource(address=address):
            return address
        case Part(spot=Spot(address=address)):
            return address
        case Listener(part=part) | Backend(part=part):
            return part.spot.address
        case Route(listener=listener):
            return listener.part.spot.address
        case Pair(backend=backend):
            return backend.part.spot.address
    return None


def _module(trace: TracebackType | None) -> str:
    """The innermost module of a cloud (``providers/aws/elbv2.py``), else the innermost module of all."""
    files = [Path(frame.f_code.co_filename) for frame in _frames(trace)]
    clouds = ["/".join(file.parts[file.parts.index(PROVIDERS) :]) for file in files if PROVIDERS in file.parts]
    return (clouds or [file.name for file in files] or ["?"])[-1]


def _frames(trace: TracebackType | None) -> Iterator[FrameType]:
    """The frames from the outermost to the one that broke."""
    while trace:
        yield trace.tb_frame
        trace = trace.tb_next
