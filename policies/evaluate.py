"""From the graphs of a run to its report: every listener counted, every route judged, every finding told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .certificates import certificate_ruling
from .deployment import deferral, deployment
from .entries import listener_entry, route_entry
from .graph import Graph, Problem, Unread
from .judge import Front, Route
from .ledger import counted
from .model import Listener
from .reasons import without_place
from .report import Finding, Ledger, ListenerEntry, Note, Report, RouteEntry
from .settings import Settings
from .touched import Reported
from .version import VERSION
from .words import Verdict


def evaluate(
    graphs: Iterable[Graph],
    settings: Settings,
    *,
    files: int = 0,
    problems: tuple[Problem, ...] = (),
    document: str | None = None,
    notes: tuple[Note, ...] = (),
    changed_only: bool = False,
) -> Report:
    """Judge every graph. ``files``, ``problems`` and ``notes`` are what the readers counted, could not read, and did.

    ``document`` is the only one that they read. ``changed_only`` leaves out of the report what no plan here touches.
    """
    several = [Reported(deployment(graph, settings), changed_only) for graph in graphs]
    listeners = [entry for one in several for entry in _listeners(one)]
    routes = [route_entry(route, one.of.graph) for one in several for route in one.routes]
    findings = [finding for one in several for finding in one.findings]
    unread = tuple(sorted({each for one in several for each in one.of.graph.unread}, key=_unread_order))
    sums = _ledger(several, listeners, routes)
    broken = len([problem for problem in problems if problem.line is not None])
    return Report(
        version=VERSION,
        matrix=settings.matrix,
        ledger=replace(sums, files=files, unread=len(unread) + broken),
        listeners=tuple(sorted(listeners, key=lambda one: (one.root, one.var_set or "", one.address))),
        routes=tuple(sorted(routes, key=_route_order)),
        findings=tuple(sorted(findings, key=_finding_order)),
        unread=unread,
        errors=problems,
        document=document,
        notes=(*notes, *_left_out(several)),
    )


def _left_out(several: list[Reported]) -> Iterator[Note]:
    number = sum(len(one.of.listeners) - len(one.listeners) for one in several)
    if number:
        yield Note(f"left out: {counted(number, 'listener')} that no plan here touches")


def _listeners(one: Reported) -> Iterator[ListenerEntry]:
    graph = one.of.graph
    for listener in one.listeners:
        yield listener_entry(listener, graph, *_status(listener, one.routes_from(listener), graph))


def _status(listener: Listener, routes: list[Route], graph: Graph) -> tuple[str, str | None]:
    """What became of a listener, by the worst of its routes, and the reason where it was not judged."""
    if listener.not_covered:
        return "not_covered", listener.not_covered
    verdicts = {route.ruling.verdict for route in routes}
    certificate = certificate_ruling(listener)
    missing = certificate is not None and certificate.rule == "LBG201"
    if missing or any(verdict.violation for verdict in verdicts) or _unsupported(listener, routes):
        return "judged", None
    if Verdict.UNDECIDED in verdicts or (certificate and certificate.rule == "LBG401"):
        deferred = next((route.deferred for route in routes if route.deferred), None)
        return "undecided", deferred or "a value that is not known yet decides"
    if put_off := deferral(graph, [listener.part.spot.address]):
        return "undecided", put_off
    if listener.loose:
        first = listener.loose[0]
        return "unlinked", without_place(first.why, first.spot)
    if unreadable := graph.unreadable:
        where = unreadable.file if unreadable.line is None else f"{unreadable.file}:{unreadable.line}"
        return "undecided", f"{where} could not be read, and may change what it does"
    return ("judged", None) if routes else ("no_route", listener.idle or "it leads to no backend")


def _unsupported(listener: Listener, routes: list[Route]) -> bool:
    return not routes and Front(listener).ruling.verdict.violation


def _ledger(several: list[Reported], listeners: list[ListenerEntry], routes: list[RouteEntry]) -> Ledger:
    statuses = Counter(listener.status for listener in listeners)
    verdicts = [route.verdict for route in routes]
    return Ledger(
        listeners=len(listeners),
        judged=statuses["judged"],
        no_route=statuses["no_route"],
        undecided=statuses["undecided"],
        unlinked=statuses["unlinked"],
        not_covered=statuses["not_covered"],
        routes=len(routes),
        ok=verdicts.count(Verdict.OK),
        violations=len([verdict for verdict in verdicts if verdict.violation]),
        routes_undecided=verdicts.count(Verdict.UNDECIDED),
        outside_base=len([route for one in several for route in one.routes if route.outside_base]),
        unreached=len([pair for one in several for pair in one.unreached]),
    )


def _unread_order(one: Unread) -> tuple[str, str, str]:
    return one.file or "", one.address, one.source


def _route_order(route: RouteEntry) -> tuple[str, str, str, str, str]:
    return route.root, route.var_set or "", route.listener.spot.address, route.backend.spot.address, route.id


def _finding_order(one: Finding) -> tuple[str, str, str, int, str, str, str]:
    spot = one.location
    return (
        one.root,
        one.var_set or "",
        spot.place.file or "",
        spot.place.line or 0,
        spot.address,
        spot.attribute,
        one.rule,
    )
