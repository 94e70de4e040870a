"""Findings as text: the route in one line, why, the smallest changes that mend it, the rule and its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .model import Spot
from .report import Finding, Hint, PartEntry, Report, RouteEntry
from .words import Role

ARROW = " → "
SHOWN_HINTS = 3


def finding_text(finding: Finding, report: Report) -> str:
    """Everything that a reader needs, a line each: the rule, the routes, why, the hints, the page."""
    return "\n".join(_lines(finding, report))


def _lines(finding: Finding, report: Report) -> Iterator[str]:
    drawn = route_lines(finding, report)
    title = f"{finding.rule} {finding.name}{marked(finding)}"
    yield f"{title}: {drawn[0]}" if drawn else f"{title}: {finding.location.label}"
    yield from drawn[1:]
    yield sentence(finding.message)
    yield from hint_lines(finding.hints)
    if finding.source:
        yield f"See {finding.source}"


def marked(finding: Finding) -> str:
    """Why a finding is a warning only, in brackets; empty where it is a sure one."""
    return f" ({finding.mark})" if finding.mark else ""


def route_lines(finding: Finding, report: Report) -> list[str]:
    """The first route that a finding spoils, drawn on one line, and how many more there are."""
    routes = report.routes_of(finding)
    if not routes:
        return []
    others = len(routes) - 1
    more = [f"and {others} more route{'s' if others > 1 else ''} of the same kind"] if others else []
    return [route_line(routes[0]), *more]


def route_line(route: RouteEntry) -> str:
    """``HTTPS listener aws_lb_listener.web → HTTP group aws_lb_target_group.app → HTTPS check``."""
    return ARROW.join([*(text for _, text in steps(route)), *([] if route.check else ["no check"])])


def steps(route: RouteEntry) -> Iterator[tuple[Spot, str]]:
    """The parts of a route from the listener to the check, and the rules between: where each stands and how it reads."""
    yield route.listener.spot, part_text(route.listener)
    yield from ((spot, f"rule {spot.label}") for spot in route.via_spots)
    yield route.backend.spot, part_text(route.backend)
    if route.check:
        yield route.check.spot, part_text(route.check, route.backend)


def part_text(part: PartEntry, before: PartEntry | None = None) -> str:
    """The words, what it is, whose it is (left out where the part before it says so), and whether nobody wrote it."""
    same = part.role is Role.CHECK and before is not None and part.name == before.name
    told = (" (by default)" if part.said else " (no protocol)") if part.implied else ""
    return " ".join(filter(None, [part.said, part.noun, "" if same else part.name])) + told


def hint_lines(hints: Iterable[Hint]) -> list[str]:
    """The best hints, a line each, and how many are left out."""
    shown = list(hints)
    first = [f"{'Hint' if not number else '  or'}: {hint.text}" for number, hint in enumerate(shown[:SHOWN_HINTS])]
    left_out = len(shown) - SHOWN_HINTS
    return [*first, *([f"  (and {left_out} more)"] if left_out > 0 else [])]


def sentence(text: str) -> str:
    """The text with a capital and a full stop; a name keeps its own spelling."""
    first = text.split(" ", 1)[0]
    capital = text if set(first) & set("._:[/") else text[:1].upper() + text[1:]
    return capital if capital.endswith((".", "?")) else f"{capital}."
