"""The spaces before ``=`` and before comments, as ``terraform fmt`` has them in lines that follow each other.

https://github.com/hashicorp/hcl/blob/v2.20.1/hclwrite/format.go
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
    before_assigned = list(_padded(cells, [one.lead for one in cells], [one.assigned for one in cells]))
    assigned = [before + one.assigned for before, one in zip(before_assigned, cells, strict=True)]
    return list(_padded(cells, assigned, [one.comment for one in cells], join=True))


def _padded(cells: list[Cells], left: list[str], right: list[str], join: bool = False) -> Iterator[str]:
    """Each left text, filled to the width of its neighbours that have a right one too, followed by that if asked for."""
    rows = list(zip(cells, left, right, strict=True))
    for has_right, group in groupby(rows, key=lambda row: bool(row[2])):
        several = list(group)
        width = max(len(one) for _, one, _ in several)
        for _, text, more in several:
            yield f"{text:{width}} {more if join else ''}" if has_right else text


def _cells(line: str) -> Cells:
    """Only lines that hold a whole assignment have one; those of a heredoc's beginning do not."""
    text = line.rstrip("\r")
    depth, comment = 0, len(text)
    for found in _TOKEN.finditer(text):
        if found["bracket"]:
            depth += 1 if found["bracket"] in "([{" else -1
        if found["comment"] and found.end() == len(text) and text[: found.start()].strip():
            comment = found.start()
    body, ending = text[:comment].rstrip() if comment < len(text) else text, line[len(text) :]
    assigned = _ASSIGNED.fullmatch(body)
    if assigned is None or depth or "<<" in body:
        return (
            Cells(body, "", text[comment:] + ending if comment < len(text) else "")
            if comment < len(text)
            else Cells(line, "", "")
        )
    tail = text[comment:] + ending if comment < len(text) else ""
    return Cells(assigned[1], assigned[3] if tail else assigned[3] + ending, tail)
