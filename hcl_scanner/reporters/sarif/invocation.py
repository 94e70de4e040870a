"""What happened in the run beside its findings, as SARIF's invocation with its notifications."""

from __future__ import annotations

from collections.abc import Iterator

from policies.ledger import ledger_line
from policies.report import Report

from .. import Style
from .places import Json, message, place_in, plain


def invocation(report: Report, shown: int, style: Style) -> Json:
    """It is successful where all input could be read. ``shown`` is how many findings the file has room for."""
    notifications = [*_left_out(len(report.findings), shown), *_notifications(report, style)]
    return {"executionSuccessful": not report.errors, "toolExecutionNotifications": notifications}


def _left_out(findings: int, shown: int) -> Iterator[Json]:
    if shown < findings:
        text = f"{findings - shown:,} of {findings:,} findings are left out, since code scanning takes no larger file."
        yield _notification("truncated", "warning", text, {})


def _notifications(report: Report, style: Style) -> Iterator[Json]:
    for problem in report.errors:
        place = place_in(problem.file, problem.line, problem.column, style)
        yield _notification("unreadable", "error", f"This cannot be read: {problem.reason}", place)
    for one in report.unread:
        place = place_in(one.file, one.line, None, style) if one.file else {}
        yield _notification("unread", "warning", f"{one.address} is not read: {one.reason}", place)
    for note in report.notes:
        place = place_in(note.file, None, None, style) if note.file else {}
        yield _notification("note", "note", note.text, place)
    yield _notification("ledger", "note", ledger_line(report.ledger), {})


def _notification(id_: str, level: str, text: str, place: Json) -> Json:
    notification: Json = {"descriptor": {"id": id_}, "level": level, "message": message(plain(text))}
    return {**notification, "locations": [place]} if place else notification
