"""A finding as a result of SARIF: where, why, the places beside it, the way of its routes, who allows it, what mends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from policies.messages import ARROW, hint_lines, marked, sentence, steps
from policies.model import Spot
from policies.report import Finding, Report, RouteEntry, Suppression
from policies.rules import RULES

from .. import Style
from ..places import spot_text
from ..standing import standing
from ..told import suppression_text
from .fixes import fixes
from .places import Json, link, location, message, place_in, plain

MOST_LOCATIONS = 1_000
"""GitHub rejects a result with more: its own one, and those beside it."""
MOST_FLOWS = 10
_INDEX = {rule: number for number, rule in enumerate(RULES)}


def result(finding: Finding, report: Report, style: Style) -> Json:
    """Rests on the finding's fingerprint, so that it stays the same when lines move."""
    routes = report.routes_of(finding)
    beside = _beside(finding, routes)
    found: Json = {
        "ruleId": finding.rule,
        "ruleIndex": _INDEX[finding.rule],
        "level": finding.level.value,
        "message": _message(finding, routes, beside),
        "locations": [location(finding.location, finding.root, report, style)],
        "relatedLocations": list(_related(beside, finding.root, report, style)),
        "codeFlows": [_flow(route, report, style) for route in routes[:MOST_FLOWS]],
        "partialFingerprints": {
            "lbgate/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint}:1",  # the only one that GitHub reads
        },
        "suppressions": [_suppression(finding.suppressed, style)] if finding.suppressed else [],
        "fixes": list(fixes(finding, report, style)),
    }
    return {key: value for key, value in found.items() if value != [] or key == "suppressions"}


def _beside(finding: Finding, routes: Iterable[RouteEntry]) -> dict[Spot, str]:
    """What is told of each other place that the finding speaks of."""
    places = chain(*map(steps, routes), ((spot, spot_text(spot)) for spot in finding.related))
    own = (finding.location.address, finding.location.attribute)
    beside: dict[Spot, str] = {}
    for spot, text in places:
        if (spot.address, spot.attribute) != own:
            beside.setdefault(spot, text)
    return dict(islice(beside.items(), MOST_LOCATIONS - 1))


def _related(beside: dict[Spot, str], root: str, report: Report, style: Style) -> Iterator[Json]:
    for number, (spot, text) in enumerate(beside.items(), start=1):
        yield {"id": number, **location(spot, root, report, style), "message": message(plain(text))}


def _message(finding: Finding, routes: list[RouteEntry], beside: dict[Spot, str]) -> Json:
    """GitHub shows the first sentence as the title, and the related locations that the text links to."""
    numbers = {spot: number for number, spot in enumerate(beside, start=1)}
    mark, stands = marked(finding), standing([finding])
    lines = [plain(f"{sentence(finding.message)}{mark}{stands}")]
    if routes:
        way = [link(text, numbers[spot]) if spot in numbers else plain(text) for spot, text in steps(routes[0])]
        lines.append(ARROW.join(way if routes[0].check else [*way, "no check"]))
    if len(routes) > 1:
        lines.append(f"and {len(routes) - 1} more of the same kind")
    return message(*lines, *(plain(line) for line in hint_lines(finding.hints)), *_page(finding))


def _page(finding: Finding) -> Iterator[str]:
    if finding.source:
        yield plain(f"See {finding.source}")


def _flow(route: RouteEntry, report: Report, style: Style) -> Json:
    """From the listener over rules and backend to the check."""
    way = [
        {"location": {**location(spot, route.root, report, style), "message": message(plain(text))}}
        for spot, text in steps(route)
    ]
    return {"threadFlows": [{"locations": way}]}


def _suppression(one: Suppression, style: Style) -> Json:
    found: Json = {
        "kind": "inSource" if one.by == "comment" else "external",
        "status": "accepted",
        "justification": plain(suppression_text(one)),
    }
    return {**found, "location": place_in(one.file, one.line, None, style)} if one.file else found
