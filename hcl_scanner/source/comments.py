"""Comments that allow findings: ``# lbgate:ignore LBG103 until=2027-03-31 reason="…"``.

One stands at the end of a line of code or on lines of its own above it, and is about what begins on that line: an
attribute, or a block to its end. Texts and heredocs are no comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policies.inline import inline_ignores
from policies.settings import Ignore

from .masking import tokens

_COMMENT = re.compile(r"(?:#|//|/\*)")
_IGNORE = re.compile(r"(?:#+|//+|/\*+)[ \t]*lbgate:ignore(?![\w-])(.*?)(?:\*/)?", re.DOTALL)


@dataclass
class _Lines:
    """``code`` are the lines with code, ``ends`` where the last block ends that begins on a line.

    ``comments`` are the first and the last line of each comment, with its text.
    """

    code: set[int] = field(default_factory=set)
    ends: dict[int, int] = field(default_factory=dict)
    comments: list[tuple[int, int, str]] = field(default_factory=list)


def ignores_in(text: str, file: str) -> Iterator[Ignore]:
    """What the comments of a file allow; one that cannot be read has its ``mistake``."""
    lines = _read(text)
    commented = {line for first, last, _ in lines.comments for line in range(first, last + 1)}
    for first, _, comment in lines.comments:
        found = _IGNORE.fullmatch(comment)
        if found is None:
            continue
        start = first
        while start not in lines.code and start in commented:
            start += 1
        about = (start, lines.ends.get(start, start))
        for ignore in inline_ignores("this comment", found[1]):
            yield replace(ignore, file=file, line=first, lines=about)


def _read(text: str) -> _Lines:
    found = _Lines()
    opened: list[int] = []
    line = 1
    for _, start, end in tokens(text):
        piece = text[start:end]
        last = line + piece.count("\n")
        if _COMMENT.match(piece):
            found.comments.append((line, last, piece))
        else:
            found.code.update(line + number for number, part in enumerate(piece.split("\n")) if part.strip())
        if piece == "{":
            opened.append(line)
        elif piece == "}" and opened:
            found.ends[opened.pop()] = line
        line = last
    return found
