"""Hints that are the edit of one literal, as fixes that an editor can apply."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.graph import Place
from policies.report import Finding, Hint, Report

from ...literals import respelled
from .. import Style
from ..repository import stand
from .places import Json, artifact, message, plain

# `protocol = "HTTP"`, `port = 80` or the same in JSON: what stands before the literal, and the literal.
_ATTRIBUTE = re.compile(r"""([\w."-]+\s*[=:]\s*)(.+)""", re.ASCII)


def fixes(finding: Finding, report: Report, style: Style) -> Iterator[Json]:
    """None for what lies in an installed module, which nobody edits."""
    for hint in finding.hints:
        if len(hint.set) == 1 and not hint.asks_more and hint.set[0].spot.called_at is None:
            yield from _fix(hint, stand(hint.set[0].spot, finding.root, report, style))


def _fix(hint: Hint, place: Place) -> Iterator[Json]:
    found = _ATTRIBUTE.fullmatch(place.text or "")
    literal = respelled(found[2], hint.set[0].value or "") if found else None
    if not found or literal is None or not (place.file and place.line and place.column):
        return
    start = place.column + len(found[1])
    replacement = {
        "deletedRegion": {
            "startLine": place.line,
            "startColumn": start,
            "endLine": place.line,
            "endColumn": start + len(found[2]),
        },
        "insertedContent": {"text": literal},
    }
    change = {"artifactLocation": artifact(place.file), "replacements": [replacement]}
    yield {"description": message(plain(hint.text)), "artifactChanges": [change]}
