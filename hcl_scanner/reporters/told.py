"""What is told of a finding beside its rule and its place, in lines that are safe to print."""

from __future__ import annotations

from policies.messages import hint_lines, route_lines, sentence
from policies.report import Finding, Report, Suppression

from .places import is_from_elsewhere, spot_text
from .standing import standing
from .visible import visible


def stands(several: list[Finding]) -> str:
    """In which roots and sets findings stand that read alike."""
    return standing(several, roots=is_from_elsewhere(several[0]))


def told(finding: Finding, report: Report, stands_in: str = "") -> list[str]:
    """Who allows it, why it is wrong, where, the route, the hints and the page, a line each."""
    allowed = [suppression_text(finding.suppressed)] if finding.suppressed else []
    where = f"{spot_text(finding.location)}{stands_in}"
    page = [f"See {finding.source}"] if finding.source else []
    why = sentence(finding.message)
    lines = [*allowed, why, where, *route_lines(finding, report), *hint_lines(finding.hints), *page]
    return [visible(line) for line in lines]


def suppression_text(one: Suppression) -> str:
    """``Suppressed by ignore in lbgate.toml:3 until 2027-03-31: the reason``."""
    place = f" in {one.file}{f':{one.line}' if one.line else ''}" if one.file else ""
    until = f" until {one.until}" if one.until else ""
    return f"Suppressed by {one.by}{place}{until}{f': {one.reason}' if one.reason else ''}"
