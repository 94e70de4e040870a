"""What a folder holds, seen from its bytes alone: nothing is parsed, and most folders need no more than this."""

from __future__ import annotations

import json
import os.path
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from policies.graph import Problem
from policies.settings import Ignore

from ..errors import Unreadable
from .files import DISK, Files
from .folders import SKIPPED, shown
from .installed import is_local
from .masking import tokens
from .slicer import slice_blocks

MARK = b"lbgate:ignore"
# It begins with a plain word, for which the search is many times as fast as for a border of a word.
_RESOURCE = re.compile(rb'resource(?:[ \t]++|/\*[^\n]{0,200}?\*/)*+"?([a-z0-9_]+)')
_JSON_NAME = re.compile(rb'"([a-z0-9_]+)"')
_SOURCE = re.compile(r'(?:^|[{\n])[ \t]*source[ \t]*=[ \t]*"([^"\n$]*)"')


@dataclass(frozen=True, slots=True)
class ModuleCall:
    """A ``module`` block as far as its bytes tell: its name and the literal source."""

    name: str
    source: str

    @property
    def is_local(self) -> bool:
        return is_local(self.source)


@dataclass(frozen=True, slots=True)
class Outline:
    """Whether the folder itself holds wanted resources, which modules it calls, and what comments in it allow."""

    folder: Path
    names: tuple[str, ...]
    wanted: bool
    calls: tuple[ModuleCall, ...]
    problems: tuple[Problem, ...]
    ignores: tuple[Ignore, ...] = ()


def outline(folder: Path, names: Collection[str], wanted: Collection[str], files: Files = DISK) -> Outline:
    holds, calls, problems = False, [], []
    ignores: list[Ignore] = []
    installed = not SKIPPED.isdisjoint(folder.parts)
    within = os.path.join(folder, "")
    for name in names:
        try:
            data = files.read(within + name)
        except Unreadable as error:
            problems.append(error.problem)
            continue
        pattern = _JSON_NAME if name.endswith(".json") else _RESOURCE
        holds = holds or any(found.decode() in wanted for found in pattern.findall(data))
        if MARK in data and not (installed or name.endswith(".json")):
            ignores += _ignores(data.decode(), folder / name)
        if b"module" in data:
            calls += _json_calls(data) if name.endswith(".json") else _calls(data.decode())
    return Outline(folder, tuple(names), holds, tuple(calls), tuple(problems), tuple(ignores))


def _ignores(text: str, path: Path) -> Iterator[Ignore]:
    """An installed module is not asked, since it is no part of the user's repository to say what may pass there."""
    from .comments import ignores_in  # hardly any file has such comments

    return ignores_in(text, shown(path))


def _calls(text: str) -> list[ModuleCall]:
    return [
        ModuleCall(span.labels[0], _source(text[span.opening : span.end]))
        for span in slice_blocks(text)
        if span.type == "module" and span.labels
    ]


def _source(body: str) -> str:
    """The literal source of a module call; empty where there is none."""
    found = _SOURCE.findall(body)
    if len(found) != 1 or "/*" in body:
        found = _SOURCE.findall(_own_lines(body))
    return found[0] if len(found) == 1 else ""


def _own_lines(body: str) -> str:
    """The body of a block without comments and without what stands in its nested blocks and objects."""
    depth, parts = 0, []
    for kind, start, end in tokens(body):
        depth += {"{": 1, "}": -1}.get(kind, 0)
        text = body[start:end]
        kept = depth == 1 and kind != "heredoc" and not text.startswith(("#", "//", "/*"))
        parts.append(text if kept else "")
    return "".join(parts)


def _json_calls(data: bytes) -> list[ModuleCall]:
    try:
        modules = json.loads(data).get("module", {})
        items = [item for one in (modules if isinstance(modules, list) else [modules]) for item in one.items()]
        pairs = [(name, body[0] if isinstance(body, list) and body else body) for name, body in items]
        return [ModuleCall(name, str(body.get("source", ""))) for name, body in pairs if isinstance(body, dict)]
    except (ValueError, AttributeError, RecursionError):
        return []
