"""The report as GitLab's code quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from policies.entries import digest
from policies.graph import Problem, Unread
from policies.messages import hint_lines, marked, sentence
from policies.report import Finding, Report
from policies.words import Level

from . import Style
from .places import named
from .repository import in_repository, stand
from .standing import standing
from .told import suppression_text
from .visible import visible

SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}
ALLOWED, UNREADABLE, UNREAD = "info", "blocker", "minor"
STDIN = "-"

Json = dict[str, Any]


def render(report: Report, style: Style) -> str:
    return json.dumps(list(_issues(report, style)), indent=2) + "\n"


def _issues(report: Report, style: Style) -> Iterator[Json]:
    for problem in report.errors:
        yield _unreadable(problem, style)
    for finding in report.findings:
        yield _finding(finding, report, style)
    for unread in report.unread:
        yield _unread(unread, style)


def _finding(one: Finding, report: Report, style: Style) -> Json:
    """GitLab knows no suppression: such a finding is information, and says who allows it."""
    severity = ALLOWED if one.suppressed else SEVERITIES[one.level]
    place = stand(one.location, one.root, report, style)
    return _issue(one.rule, _description(one), severity, place.file or STDIN, place.line, one.fingerprint)


def _description(one: Finding) -> str:
    """One line, since the merge request shows no more: the rule, why, at what, and the best hint."""
    allowed = f" ({suppression_text(one.suppressed)})" if one.suppressed else ""
    title = f"{one.rule} {one.name}{marked(one)}{allowed}:"
    at = named(one.location) + standing([one])
    return " ".join([title, sentence(one.message), f"At {at}.", *hint_lines(one.hints[:1])])


def _unreadable(one: Problem, style: Style) -> Json:
    text = f"lbgate cannot read this: {one.reason}"
    file = in_repository(one.file, style)
    return _issue("unreadable", text, UNREADABLE, file, one.line, digest("unreadable", file, one.reason))


def _unread(one: Unread, style: Style) -> Json:
    text = f"lbgate has not read {one.address}: {one.reason}"
    file = in_repository(one.file, style) if one.file else STDIN
    return _issue("unread", text, UNREAD, file, one.line, digest("unread", file, one.address))


def _issue(check: str, text: str, severity: str, file: str, line: int | None, fingerprint: str) -> Json:
    """What stands nowhere in its file is shown at its first line, since GitLab asks for one."""
    return {
        "description": visible(text),
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": visible(file), "lines": {"begin": line or 1}},
    }
