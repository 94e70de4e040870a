"""Matches patterns in time that grows with pattern times text: each place of both is tried once.

The first match from the left wins, and in it the first alternative that leads to one, as in Go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any as Operand
from typing import TypeAlias

from .regular import All, Any, At, Group, One, Pattern, Repeated, Tree, is_word, read_pattern

_LONGEST_PROGRAM = 10_000
_MOST_STEPS = 500_000

Step: TypeAlias = tuple[str, Operand, Operand]
Found: TypeAlias = tuple[int, ...]
"""Where each group begins and ends, the whole first; -1 where a group is not part of the match."""


@dataclass(frozen=True, slots=True)
class Program:
    steps: tuple[Step, ...]
    names: tuple[str | None, ...]


@lru_cache(maxsize=512)
def compiled(source: str) -> Program:
    """A pattern ready to match. Raises ``Failure`` where RE2 refuses it, ``ValueError`` where it is not read here."""
    pattern: Pattern = read_pattern(source)
    steps: list[Step] = [("save", 0, None)]
    _compile(pattern.tree, steps)
    return Program((*steps, ("save", 1, None), ("match", None, None)), pattern.names)


def _compile(tree: Tree, steps: list[Step]) -> None:
    if len(steps) > _LONGEST_PROGRAM:
        raise ValueError("a pattern of that size")
    match tree:
        case One(test=test):
            steps.append(("one", test, None))
        case At(place=place):
            steps.append(("at", place, None))
        case All(parts=parts):
            for part in parts:
                _compile(part, steps)
        case Any(parts=parts):
            _compile_any(parts, steps)
        case Group(number=number, part=part):
            steps.append(("save", 2 * number, None))
            _compile(part, steps)
            steps.append(("save", 2 * number + 1, None))
        case Repeated():
            _compile_repeated(tree, steps)


def _compile_any(parts: tuple[Tree, ...], steps: list[Step]) -> None:
    leaps = []
    for part in parts[:-1]:
        split = len(steps)
        steps.append(("split", 0, 0))
        _compile(part, steps)
        leaps.append(len(steps))
        steps.append(("leap", 0, None))
        steps[split] = ("split", split + 1, len(steps))
    _compile(parts[-1], steps)
    for leap in leaps:
        steps[leap] = ("leap", len(steps), None)


def _compile_repeated(tree: Repeated, steps: list[Step]) -> None:
    for _ in range(tree.least - (tree.most is None and tree.least > 0)):
        _compile(tree.part, steps)
    if tree.most is None and tree.least:
        _loop(tree, steps)
    elif tree.most is None:
        split = _optional(tree, steps)
        _loop(tree, steps)
        _close(tree, steps, split)
    else:
        splits = []
        for _ in range(tree.most - tree.least):
            splits.append(_optional(tree, steps))
            _compile(tree.part, steps)
        for split in splits:
            _close(tree, steps, split)


def _loop(tree: Repeated, steps: list[Step]) -> None:
    """Once and again."""
    start = len(steps)
    _compile(tree.part, steps)
    end = len(steps)
    steps.append(("split", end + 1, start) if tree.lazy else ("split", start, end + 1))


def _optional(tree: Repeated, steps: list[Step]) -> int:
    steps.append(("split", 0, 0))
    return len(steps) - 1


def _close(tree: Repeated, steps: list[Step], split: int) -> None:
    steps[split] = ("split", len(steps), split + 1) if tree.lazy else ("split", split + 1, len(steps))


def search(program: Program, text: str, start: int = 0) -> Found | None:
    """The first match that begins at ``start`` or later. ``ValueError`` where it would take too long."""
    if len(program.steps) * (len(text) + 1) > _MOST_STEPS:
        raise ValueError("a match of that size")
    seen: set[tuple[int, int]] = set()
    for begin in range(start, len(text) + 1):
        if found := _match_at(program, text, begin, seen):
            return found
    return None


def _match_at(program: Program, text: str, begin: int, seen: set[tuple[int, int]]) -> Found | None:
    empty = (-1,) * (2 * len(program.names) + 2)
    waiting: list[tuple[int, int, Found]] = [(0, begin, empty)]
    while waiting:
        step, at, found = waiting.pop()
        while (step, at) not in seen:
            seen.add((step, at))
            kind, first, second = program.steps[step]
            if kind == "match":
                return found
            if kind == "split":
                waiting.append((second, at, found))
                step = first
            elif kind == "leap":
                step = first
            elif kind == "save":
                found = (*found[:first], at, *found[first + 1 :])
                step += 1
            elif kind == "one" and at < len(text) and first(text[at]):
                step, at = step + 1, at + 1
            elif kind == "at" and _stands(first, text, at):
                step += 1
            else:
                break
    return None


def _stands(place: str, text: str, at: int) -> bool:
    match place:
        case "^":
            return at == 0
        case "$":
            return at == len(text)
        case "m^":
            return at == 0 or text[at - 1] == "\n"
        case "m$":
            return at == len(text) or text[at] == "\n"
    before, after = at > 0 and is_word(text[at - 1]), at < len(text) and is_word(text[at])
    return (before != after) == (place == "b")


def every(program: Program, text: str) -> Iterator[Found]:
    """Every match from left to right; an empty one that touches the match before it does not count."""
    at, before = 0, -1
    while at <= len(text) and (found := search(program, text, at)):
        empty = found[0] == found[1]
        if not (empty and found[0] == before):
            yield found
        before = found[1]
        at = found[1] + 1 if empty else found[1]
