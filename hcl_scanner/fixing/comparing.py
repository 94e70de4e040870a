"""What speaks against an edit: every verdict before it compared with every verdict after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from policies.posture import Posture
from policies.report import Finding, Report, RouteEntry
from policies.words import Verdict

Key: TypeAlias = tuple[str, str | None, str, str, str]

_OF_IGNORES = "LBG501"
"""An ignore that an edit makes unused is no harm that it does."""


def key(finding: Finding) -> Key:
    """One rule at one place."""
    spot = finding.location
    return finding.root, finding.var_set, finding.rule, spot.address, spot.attribute


def gone(before: Report, after: Report) -> list[Finding]:
    """The findings that are no more."""
    left = {key(finding) for finding in after.findings}
    return [finding for finding in before.findings if key(finding) not in left]


def objection(before: Report, after: Report, finding: Finding, respells: bool) -> str | None:
    """Why an edit that is meant for a finding must not be made; None where nothing speaks against it.

    ``respells``: it only corrects how a word is spelt, so that the posture before it says nothing.
    """
    return next(_objections(before, after, finding, respells), None)


def _objections(before: Report, after: Report, finding: Finding, respells: bool) -> Iterator[str]:
    if set(after.errors) - set(before.errors):
        yield "the edit would leave source that cannot be read"
    if key(finding) in {key(one) for one in after.findings}:
        yield "the edit would not be enough"
    known = {key(one) for one in before.findings}
    for one in after.findings:
        if key(one) not in known and one.rule != _OF_IGNORES:
            root = f" in {one.root}" if one.root != finding.root else ""
            yield f"the edit would bring {one.rule} at {one.location.name}{root}"
    routes = {route.id: route for route in after.routes}
    if set(routes) != {route.id for route in before.routes} or _listeners(before) != _listeners(after):
        yield "the edit would change which listeners and routes there are"
        return
    for route in before.routes:
        yield from _of_route(route, routes[route.id], route.id in finding.routes and respells)


def _listeners(report: Report) -> list[tuple[str, str | None, str]]:
    return sorted((one.root, one.var_set or "", one.address) for one in report.listeners)


def _of_route(before: RouteEntry, after: RouteEntry, respelt: bool) -> Iterator[str]:
    ends = f"{before.listener.spot.label} to {before.backend.spot.label}"
    if after.verdict not in (before.verdict, Verdict.OK):
        yield f"the edit would make the route from {ends} {after.verdict}"
    if not respelt and _changed(before.posture, after.posture):
        yield f"the edit would change the TLS posture of the route from {ends}"


def _changed(before: Posture, after: Posture) -> bool:
    """Whether an end is carried otherwise; what was undecided cannot change."""
    ends = (before.front, after.front), (before.back, after.back)
    return any(was not in (None, now) for was, now in ends)
