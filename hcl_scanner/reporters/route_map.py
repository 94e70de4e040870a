"""All routes as a map: each balancer with its listeners, the backends that they reach, and their checks.

What is one resource is one node of its balancer, however many routes pass through it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from policies.ledger import ledger_line
from policies.report import ListenerEntry, PartEntry, Report, RouteEntry
from policies.words import Role, Verdict

from .standing import alike, stand_ins, whichever
from .visible import problem_texts, visible

OK, UNDECIDED, WRONG, BESIDE, IDLE = "ok", "undecided", "wrong", "beside", "idle"
"""What became of a node, by the worst of its routes: wrong is what a finding is about, beside what only stands on a wrong
route, idle a listener without any."""

TLS, PLAIN, PASSTHROUGH, OPEN = "tls", "plain", "passthrough", "open"
SPELLED = {TLS: "TLS", PLAIN: "plain", PASSTHROUGH: "passed through", OPEN: "open"}


_AT_FAULT: Mapping[Verdict, Role] = {
    Verdict.LISTENER_UNSUPPORTED: Role.LISTENER,
    Verdict.BACKEND_MISMATCH: Role.BACKEND,
    Verdict.CHECK_MISMATCH: Role.CHECK,
    Verdict.CHECK_INEFFECTIVE: Role.CHECK,
}


@dataclass(frozen=True, slots=True)
class Node:
    """What it is ("HTTPS listener") and what it is called, safe to show on one line each."""

    key: str
    what: str
    name: str
    look: str
    front: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """From a listener to a backend: the posture on the way, the verdict if it is not ok, and the rules between them."""

    start: str
    end: str
    posture: str
    verdict: str
    via: str


@dataclass(frozen=True, slots=True)
class Balancer:
    """``checks`` are those of the backends, by the backend's key."""

    title: str
    about: str
    listeners: tuple[Node, ...]
    backends: tuple[Node, ...]
    checks: dict[str, Node]
    edges: tuple[Edge, ...]


def balancers(report: Report) -> list[Balancer]:
    """The map of a report, in the order of its listeners."""
    unrouted = [one for one in report.listeners if one.status in ("no_route", "unlinked", "not_covered")]
    entries: list[RouteEntry | ListenerEntry] = [*report.routes, *unrouted]
    groups = alike(entries, lambda one: (one.root, one.var_set or "", one.balancer))
    return [_balancer(number, groups[key]) for number, key in enumerate(sorted(groups))]


def asides(report: Report) -> Iterator[str]:
    """What stands beside the map: the sums, what cannot be read, what stands for something not known yet."""
    if report.ledger.files or not report.errors:
        yield visible(ledger_line(report.ledger))
    yield from (visible(f"Cannot be read: {text}") for text in problem_texts(report.errors))
    yield from (visible(text) for text in (*stand_ins(report), *whichever(report)))


def _balancer(number: int, entries: list[RouteEntry | ListenerEntry]) -> Balancer:
    routes = [one for one in entries if isinstance(one, RouteEntry)]
    idle = [one for one in entries if isinstance(one, ListenerEntry)]
    fronts = alike(routes, lambda one: _key(one.listener))
    backs = alike(routes, lambda one: _key(one.backend))
    starts = {key: f"l{number}_{place}" for place, key in enumerate(fronts)}
    ends = {key: f"b{number}_{place}" for place, key in enumerate(backs)}
    listeners = [_listener(starts[key], several) for key, several in fronts.items()]
    return Balancer(
        title=visible(entries[0].balancer),
        about=_about(entries),
        listeners=(*listeners, *(_idle(f"i{number}_{place}", one) for place, one in enumerate(idle))),
        backends=tuple(_node(ends[key], several[0].backend, several) for key, several in backs.items()),
        checks=dict(_checks(ends[key], several) for key, several in backs.items()),
        edges=tuple(_edge(one, starts[_key(one.listener)], ends[_key(one.backend)]) for one in routes),
    )


def _key(part: PartEntry) -> tuple[str, ...]:
    return (part.address or " ".join(part.candidates), *part.words)


def _about(entries: list[RouteEntry | ListenerEntry]) -> str:
    """``aws/application, in envs/prod, with eu``."""
    first = entries[0]
    families = dict.fromkeys(one.family for one in entries if one.family)
    root = f"in {first.root}" if first.root not in ("", ".") else ""
    told = filter(None, [" or ".join(families), root, f"with {first.var_set}" if first.var_set else ""])
    return visible(", ".join(told))


def _listener(key: str, routes: list[RouteEntry]) -> Node:
    fronts = {one.posture.front or OPEN for one in routes}
    return _node(key, routes[0].listener, routes, fronts.pop() if len(fronts) == 1 else OPEN)


def _node(key: str, part: PartEntry, routes: Iterable[RouteEntry], front: str = "") -> Node:
    return Node(key, visible(f"{part.said} {part.noun}".strip()), visible(part.name), _worst(routes, part.role), front)


def _idle(key: str, listener: ListenerEntry) -> Node:
    return Node(key, f"listener: {listener.status.replace('_', ' ')}", visible(listener.spot.name), IDLE)


def _checks(backend: str, routes: list[RouteEntry]) -> tuple[str, Node]:
    check = next((one.check for one in routes if one.check), None)
    key = f"c{backend[1:]}"
    if check is None:
        return backend, Node(key, "no check", "", _worst(routes, Role.CHECK))
    node = _node(key, check, routes)
    same = check.spot.label == routes[0].backend.spot.label
    return backend, Node(key, node.what, "" if same else node.name, node.look)


def _worst(routes: Iterable[RouteEntry], role: Role) -> str:
    verdicts = {one.verdict for one in routes}
    if wrong := [verdict for verdict in verdicts if verdict.violation]:
        return WRONG if any(_AT_FAULT.get(verdict, role) is role for verdict in wrong) else BESIDE
    return UNDECIDED if Verdict.UNDECIDED in verdicts else OK


def _edge(route: RouteEntry, start: str, end: str) -> Edge:
    verdict = "" if route.verdict is Verdict.OK else str(route.verdict)
    return Edge(start, end, route.posture.back or OPEN, verdict, visible(", ".join(route.via_names)))
