"""Judged routes and listeners as the report shows them: addresses, words, posture, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from .graph import Graph, Resource
from .judge import Case, Front, Route
from .model import Listener, Part, Spot
from .posture import posture
from .report import Alternative, ListenerEntry, PartEntry, RouteEntry
from .values import Condition, Unknown, compatible
from .words import Role, plain
from .worlds import neutral_words, summed


def digest(*facts: object) -> str:
    """A short identity that is the same from run to run and from machine to machine."""
    told = "\0".join(map(str, facts)).encode("utf-8", "surrogatepass")  # names of files need not be UTF-8
    return blake2b(told, digest_size=8).hexdigest()


def route_id(route: Route, graph: Graph) -> str:
    """Rests on the root and on addresses, never on lines; ends in ``/tcp`` or ``/udp`` for a half of a double word."""
    addresses = [backend.part.spot.address for backend in route.reach.backends]
    addresses += ["?"] if route.reach.guess else []
    half = f"/{route.half.lower()}" if route.half else ""
    return digest(*graph.identities, route.listener.part.spot.address, *addresses) + half


def route_entry(route: Route, graph: Graph) -> RouteEntry:
    backends = route.reach.backends
    checks = [backend.check for backend in backends if backend.check]
    return RouteEntry(
        id=route_id(route, graph),
        root=graph.root,
        var_set=graph.var_set,
        family=route.family.id if route.family else None,
        verdict=route.ruling.verdict,
        kind=route.ruling.kind,
        joined_by=route.reach.joined_by,
        posture=posture(route),
        listener=part_entry(route, route.listener.part, graph),
        backend=_end_entry(route, [backend.part for backend in backends], graph),
        check=_end_entry(route, checks, graph) if checks else None,
        via_spots=tuple(_spot_of(graph, address) for address in route.reach.via),
        alternatives=tuple(_alternatives(route)),
        change=_change(route, graph),
        balancer=_balancer(route.listener, graph),
    )


def part_entry(route: Route, part: Part, graph: Graph) -> PartEntry:
    return PartEntry(
        role=part.role,
        noun=part.noun,
        address=part.spot.address,
        spot=part.spot,
        words=known_words(part, route.reach.when),
        neutral=_neutral(route, part),
        implied=part.implied,
        symbolic=_symbolic(graph, part.spot.address),
    )


def _end_entry(route: Route, several: list[Part], graph: Graph) -> PartEntry:
    """The backend or its check; of several candidates the words of all."""
    one = part_entry(route, several[0], graph)
    if not route.reach.is_open:
        return one
    words = dict.fromkeys(word for part in several for word in known_words(part, route.reach.when))
    return PartEntry(
        role=one.role,
        noun=one.noun,
        address=None,
        spot=one.spot,
        words=tuple(words),
        neutral=_translated(route, one.role, words),
        candidates=tuple(sorted(part.spot.address for part in several)),
        names=tuple(sorted(part.spot.label for part in several)),
    )


def _translated(route: Route, role: Role, words: Iterable[str]) -> tuple[str, ...]:
    families = [world.family for world, _ in route.cases]
    neutral = (each for word in words for each in families[0].translate(role, word))
    return tuple(dict.fromkeys(neutral))


def known_words(part: Part, when: Condition) -> tuple[str, ...]:
    """The words that a part may say under this condition, as far as they are known."""
    possible = (choice.value for choice in part.words if compatible(choice.when, when))
    known = (word for word in possible if word not in (None, "") and not isinstance(word, Unknown))
    return tuple(dict.fromkeys(plain(word) for word in known))


def _neutral(route: Route, part: Part) -> tuple[str, ...]:
    known = set(known_words(part, route.reach.when))
    worlds = (world for world, _ in route.cases if world.word(part.role) in known)
    words = (neutral_words(world, route.half)[part.role] for world in worlds)
    return tuple(dict.fromkeys(word for word in words if word))


def _alternatives(route: Route) -> Iterator[Alternative]:
    """What the route is under each answer to the questions that several of its parts share."""
    shared = _shared_questions(route)
    by_answers: dict[Condition, list[Case]] = {}
    for world, ruling in route.cases:
        answers = frozenset(pair for pair in world.when if pair[0] in shared)
        if answers:
            by_answers.setdefault(answers, []).append((world, ruling))
    for answers, cases in sorted(by_answers.items(), key=lambda item: sorted(item[0])):
        condition = " and ".join(f"{question} is {answer}" for question, answer in sorted(answers))
        listener, backend, check = (_words_in(cases, role) for role in Role)
        verdict = summed([ruling for _, ruling in cases]).verdict
        yield Alternative(condition, listener, backend, check or None, verdict)


def _shared_questions(route: Route) -> frozenset[str]:
    """What more than one part of the route asks."""
    asked: dict[str, set[str]] = {}
    for dimension in route.dimensions:
        for choice in dimension.choices:
            for question, _ in choice.when:
                asked.setdefault(question, set()).add(dimension.name)
    return frozenset(question for question, names in asked.items() if len(names) > 1)


def _words_in(cases: Iterable[Case], role: Role) -> str:
    words = dict.fromkeys(world.word(role) for world, _ in cases)
    return "|".join(sorted(word for word in words if word))


def _change(route: Route, graph: Graph) -> str | None:
    """What the plan does to the route: what is new between its ends makes a new one, otherwise the dearest change."""
    found = [resource_at(graph, address) for address in (route.listener.part.spot.address, *route.reach.via)]
    between = [one.change if one else None for one in found]
    behind = resource_at(graph, route.backend.part.spot.address)
    changes = [*between, behind.change if behind else None]
    if None in changes or "created" in between:
        return None if between[0] is None else "created" if "created" in between else between[0]
    return next((change for change in ("replaced", "updated", "created") if change in changes), "unchanged")


def ends(route: Route) -> list[str]:
    """The addresses of all that a route consists of, what lies between its ends too."""
    parts = (part for backend in route.reach.backends for part in backend.parts)
    return [route.listener.part.spot.address, *route.reach.via, *(part.spot.address for part in parts)]


def resource_at(graph: Graph, address: str) -> Resource | None:
    """The resource at an address that may end in an entry's key (``:443``, ``#1``)."""
    bare = (address, address.rpartition(":")[0], address.rpartition("#")[0])
    return next((graph.resources[each] for each in bare if each in graph.resources), None)


def _symbolic(graph: Graph, address: str) -> str | None:
    found = resource_at(graph, address)
    return found.symbolic.why if found and found.symbolic else None


def _spot_of(graph: Graph, address: str) -> Spot:
    """A resource as a whole."""
    found = resource_at(graph, address)
    return (
        Spot(address, "", found.body.place, found.label, called_at=found.called_at)
        if found
        else Spot(address, "", label=address)
    )


def listener_entry(listener: Listener, graph: Graph, status: str, reason: str | None) -> ListenerEntry:
    placed = {world.family.id for world, _ in Front(listener).cases}
    families = placed or {choice.value.id for choice in listener.family.choices}
    return ListenerEntry(
        address=listener.part.spot.address,
        root=graph.root,
        var_set=graph.var_set,
        family=families.pop() if len(families) == 1 else None,
        status=status,
        reason=reason,
        spot=listener.part.spot,
        symbolic=_symbolic(graph, listener.part.spot.address),
        balancer=_balancer(listener, graph),
    )


def _balancer(listener: Listener, graph: Graph) -> str:
    return listener.balancer or _spot_of(graph, listener.part.spot.address).label
