"""The spaces before ``=`` and before comments, as ``terraform fmt`` has them in lines that follow each other.

https://github.com/hashicorp/hcl/blob/v2.20.1/hclwrite/format.go
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..source.slicer import COMMENT, STRING

_ASSIGNED = re.compile(r'([ \t]*(?:[\w.-]+|"[^"]*"|\([^()]*\)))([ \t]*)(=(?![=>]).*)', re.DOTALL)
_TOKEN = re.compile(rf"(?P<comment>{COMMENT})|{STRING}|(?P<bracket>[(){{}}\[\]])|.", re.DOTALL)


class Cells(NamedTuple):
    """One line: what stands before the ``=``, from that on, and the comment at its end."""

    lead: str
    assigned: str
    comment: str

    @property
    def is_aligned(self) -> bool:
        return bool(self.assigned or self.comment)


def edited_lines(before: Sequence[str], after: Sequence[str], at: int) -> list[str]:
    """The lines ``after`` an edit at one of them, with its neighbours spaced again where they were spaced ``before``.

    The edit changes the line at that index, takes it away or puts one there.
    """
    start, end = _run(before, at)
    if _spaced(before[start:end]) != list(before[start:end]):
        return list(after)
    moved = end + len(after) - len(before)
    return [*after[:start], *_spaced(after[start:moved]), *after[moved:]]


def _run(lines: Sequence[str], at: int) -> tuple[int, int]:
    """The lines around one that are aligned with each other."""
    start = end = at
    while start > 0 and _cells(lines[start - 1]).is_aligned:
        start -= 1
    while end < len(lines) and _cells(lines[end]).is_aligned:
        end += 1
    return start, end


def _spaced(lines: Sequence[str]) -> list[str]:
    cells = [_cells(line) for line in lines]
    assigned = _padded((one.lead for one in cells), (one.assigned for one in cells))
    return list(_padded(assigned, (one.comment for one in cells)))


def _padded(left: Iterable[str], right: Iterable[str]) -> Iterator[str]:
    """Each left text with its right one, which begin at one column in neighbours that have one."""
    for has_right, group in groupby(zip(left, right, strict=True), key=lambda row: bool(row[1])):
        rows = list(group)
        width = max(len(one) for one, _ in rows)
        yield from (f"{one:{width}} {other}" if has_right else one for one, other in rows)


def _cells(line: str) -> Cells:
    """Only a line that holds a whole assignment has one: not the first of a block, a list or a heredoc."""
    text = line.rstrip("\r")
    tokens = list(_TOKEN.finditer(text))
    depth = sum(1 if found["bracket"] in "([{" else -1 for found in tokens if found["bracket"])
    last = tokens[-1].start() if tokens and tokens[-1]["comment"] else len(text)
    if not text[:last].strip():
        return Cells(line, "", "")
    has_comment = last < len(text)
    body, comment = (text[:last].rstrip(), line[last:]) if has_comment else (line, "")
    assigned = _ASSIGNED.fullmatch(body)
    if assigned is None or depth or "<<" in body:
        return Cells(body, "", comment)
    return Cells(assigned[1], assigned[3], comment)
