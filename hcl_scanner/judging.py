"""From a request to its report."""

from __future__ import annotations

from datetime import date

from policies.evaluate import evaluate
from policies.report import Report

from .allowing import allowed
from .arguments import Request
from .documents import Documents, read_documents


def judged(asked: Request, today: date) -> tuple[Report, Documents]:
    """Read what was asked for and judge it. Raises UsageError for an undeclared variable."""
    found = read_documents(asked.paths, asked.options, asked.source)
    report = evaluate(
        found.graphs,
        asked.settings,
        files=found.files,
        problems=found.problems,
        document=found.document,
        notes=found.notes,
        changed_only=asked.changed_only,
    )
    return allowed(report, asked, found, today), found
