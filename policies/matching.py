"""Which findings of a report were there before: in a report on an older state, or as somebody wrote them down.

A finding is looked for on each of its routes by itself, so that one which spoils a route more is new on that route alone.
What stands at the same addresses matches first. What is left over matches one to one by its shape, which a module or a
folder of another name does not change, so that one more instance of an old problem is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress, islice

from .addresses import without_modules
from .entries import digest
from .model import Spot
from .report import Finding, PartEntry, Report, RouteEntry


@dataclass(frozen=True, slots=True)
class Trace:
    """A finding on one route, or on none (empty). ``fingerprint`` and ``route`` rest on addresses, ``shape`` does not."""

    fingerprint: str
    route: str
    shape: str


def traces(finding: Finding, report: Report) -> list[Trace]:
    """One for each route of a finding, in their order."""
    spoilt = {route.id: route for route in report.routes_of(finding)}
    return [Trace(finding.fingerprint, id_, shape(finding, spoilt.get(id_))) for id_ in finding.routes or ("",)]


def shape(finding: Finding, route: RouteEntry | None) -> str:
    """What a finding on a route is, whatever the names of modules, resources and folders."""
    at = (finding.rule, finding.var_set, _type(finding.location.address), finding.location.attribute)
    if route is None:
        return digest(*at, _unnamed(finding.message, (finding.location, *finding.related)))
    half = route.id.partition("/")[2]
    return digest(*at, route.family, half, *(fact for part in route.parts for fact in _said(part)))


def _said(part: PartEntry) -> tuple[object, ...]:
    return part.role, _type(part.spot.address), part.implied, *sorted(part.words)


def _type(address: str) -> str:
    """The resource type of a Terraform address, or of a URN."""
    if address.startswith("urn:"):
        return address.rpartition("::")[0].rpartition("::")[2].rpartition("$")[2]
    return without_modules(address).partition(".")[0]


def _unnamed(message: str, spots: Iterable[Spot]) -> str:
    """A message without what it calls these places."""
    for spot in spots:
        for name in filter(None, (spot.label, spot.address)):
            message = message.replace(name, _type(spot.address))
    return message


def known(current: Sequence[Trace], former: Iterable[Trace]) -> list[bool]:
    """Of each trace, whether it was there before."""
    places: dict[tuple[str, str], list[str]] = {}
    for trace in former:
        places.setdefault((trace.fingerprint, trace.route), []).append(trace.shape)
    exact = [_taken(places, trace) for trace in current]
    left = Counter(shape for shapes in places.values() for shape in shapes)
    return [found or _taken_alike(left, trace) for found, trace in zip(exact, current, strict=True)]


def _taken(places: dict[tuple[str, str], list[str]], trace: Trace) -> bool:
    left = places.get((trace.fingerprint, trace.route))
    if not left:
        return False
    left.pop()
    return True


def _taken_alike(left: Counter[str], trace: Trace) -> bool:
    left[trace.shape] -= 1
    return left[trace.shape] >= 0


def divided(report: Report, former: Iterable[Trace]) -> list[tuple[Finding, bool]]:
    """The findings of a report, each with whether it was there before.

    One that has gained a route is two of them; the new part has another identity than the one that was there.
    """
    several = [(one, traces(one, report)) for one in report.findings]
    flags = iter(known([trace for _, found in several for trace in found], former))
    return [part for one, found in several for part in _parts(report, one, list(islice(flags, len(found))))]


def _parts(report: Report, finding: Finding, flags: list[bool]) -> Iterator[tuple[Finding, bool]]:
    if len(set(flags)) == 1:
        yield finding, flags[0]
        return
    old, new = (tuple(compress(finding.routes, [flag is kind for flag in flags])) for kind in (True, False))
    yield _on(report, finding, old), True
    yield replace(_on(report, finding, new), fingerprint=digest(finding.fingerprint, *new)), False


def _on(report: Report, finding: Finding, routes: tuple[str, ...]) -> Finding:
    """A finding on some of its routes, with what is related to these."""
    part = replace(finding, routes=routes)
    about = {spot.address for route in report.routes_of(part) for spot in _spots(route)}
    return replace(part, related=tuple(spot for spot in finding.related if spot.address in about))


def _spots(route: RouteEntry) -> Iterator[Spot]:
    yield from (part.spot for part in route.parts)
    yield from route.via_spots
