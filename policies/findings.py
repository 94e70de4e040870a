"""What is told of a deployment: one finding for each rule and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .certificates import certificate_ruling
from .entries import digest, known_words, resource_at, route_id
from .graph import Graph
from .hints import front_hints, pair_hints, route_hints
from .judge import Front, Pair, Route
from .matrix import Family, Ruling
from .model import Listener, Loose, Part, Spot
from .ports import SAYS, contradiction
from .posture import shortfalls
from .providers import PROVIDERS
from .reasons import missing_certificate, plain_segment, undecided, unknown_word, unused_certificate, why, words
from .report import Assignment, Finding, Hint
from .rules import BY_VERDICT, RULES
from .settings import Settings
from .words import Kind, Level, Role, Verdict
from .worlds import World, neutral_words

NAMED_PARTS = {
    Verdict.LISTENER_UNSUPPORTED: Role.LISTENER,
    Verdict.BACKEND_MISMATCH: Role.BACKEND,
    Verdict.CHECK_MISMATCH: Role.CHECK,
    Verdict.CHECK_INEFFECTIVE: Role.CHECK,
}
"""The part that each violation speaks of."""

NO_COMMON_TRIPLE = "; no other protocols here would suit both the vendor's matrix and the base matrix"


@dataclass(frozen=True)
class Deployment:
    """One graph with what its clouds' modules found in it, and the settings that judge it."""

    graph: Graph
    settings: Settings
    listeners: Sequence[Listener]
    routes: Sequence[Route]
    unreached: Sequence[Pair]


@dataclass(frozen=True)
class Teller:
    """Makes the findings of one deployment."""

    of: Deployment

    def all(self) -> list[Finding]:
        """Every finding that is not switched off; those at the same place by the same rule are one."""
        found = [
            *(each for route in self.of.routes for each in self.route(route)),
            *(each for listener in self.of.listeners for each in self.listener(listener)),
            *(each for pair in self.of.unreached for each in self.pair(pair)),
        ]
        return merged(one for one in found if one.level is not Level.OFF)

    def route(self, route: Route) -> Iterator[Finding]:
        """What is wrong with a route: its verdict, what it shows to the network, and what it does not check."""
        if route.ruling.verdict is Verdict.UNDECIDED:
            yield self._undecided(route)
        elif route.ruling.verdict.violation or route.ruling.doubt:
            yield self._ruled(route, route.ruling, route_hints(route, self.of.listeners, self.of.settings.encryption))
        if not route.ruling.verdict.violation:
            yield from self._plain(route)
        yield from self._ports((route.listener.part, route.backend.part), route)
        if self.of.settings.level("LBG302") is not Level.OFF and route.backend.check is None:
            yield self._unchecked(route)

    def pair(self, pair: Pair) -> Iterator[Finding]:
        """What is wrong with a backend that no listener reaches."""
        if pair.ruling.verdict is Verdict.UNDECIDED:
            text = f"whether any listener could use it hangs on {pair.deciding.spelled} of {pair.deciding.label}"
            yield self._finding("LBG401", pair.deciding, text)
        elif pair.ruling.verdict.violation or pair.ruling.doubt:
            yield self._ruled(pair, pair.ruling, pair_hints(pair))
        yield from self._ports((pair.backend.part,), pair)
        if self.of.settings.level("LBG302") is not Level.OFF and pair.backend.check is None:
            yield self._unchecked(pair)

    def listener(self, listener: Listener) -> Iterator[Finding]:
        """What is wrong with a listener itself, and where it leads nowhere."""
        if listener.not_covered:
            return
        routes = [route for route in self.of.routes if route.listener is listener]
        front = Front(listener)
        if not routes and front.ruling.verdict.violation:
            yield self._fronted(listener, front)
        if not routes:
            yield from self._ports((listener.part,), front)
        yield from self._certified(listener, tuple(route_id(route, self.of.graph) for route in routes))
        yield from (self._loose(loose) for loose in listener.loose)

    def _ruled(self, judged: Route | Pair, ruling: Ruling, hints: tuple[Hint, ...]) -> Finding:
        """The finding of a verdict, or of the doubt that lowers it to a warning."""
        verdict = ruling.doubted if ruling.doubt and ruling.doubted else ruling.verdict
        world = next(world for world, each in judged.cases if each == ruling)
        part = _wrong_part(judged, verdict, world)
        told = "no listener here reaches it, and none could make it right: " if isinstance(judged, Pair) else ""
        return self._finding(
            BY_VERDICT[verdict].id,
            part.spot,
            told + _reason(judged, ruling, part, world) + ("" if hints or not judged.base else NO_COMMON_TRIPLE),
            words=known_words(part, frozenset()),
            kind=None if ruling.doubt else ruling.kind,
            mark=ruling.doubt.value if ruling.doubt else None,
            judged=judged,
            hints=hints,
            source=ruling.source,
        )

    def _fronted(self, listener: Listener, front: Front) -> Finding:
        world, ruling = next(case for case in front.cases if case[1] == front.ruling)
        part = listener.part
        text = unknown_word(part, world.word(Role.LISTENER) or "")
        if ruling.verdict is Verdict.LISTENER_UNSUPPORTED:
            word = world.word(Role.LISTENER) or ""
            text = why(world.family, ruling, word, "", None) + _who_has(world.family, word)
        return self._finding(
            BY_VERDICT[ruling.verdict].id,
            part.spot,
            text,
            words=known_words(part, frozenset()),
            kind=ruling.kind,
            hints=front_hints(listener),
            source=ruling.source,
        )

    def _undecided(self, route: Route) -> Finding:
        if len(route.reach.backends) > 1:
            at = route.reach.named_at or route.listener.part.spot
            several = ", ".join(sorted(backend.part.spot.label for backend in route.reach.backends))
            text = (
                f"it is one of {several} that {at.spelled} of {at.label} leads to, and not all of them would be right"
            )
            return self._finding("LBG401", at, text, judged=route)
        if route.avoidable:
            return self._conditional(route)
        deciding = route.deciding
        return self._finding("LBG401", deciding.spot, undecided(deciding, route.cases), judged=route)

    def _conditional(self, route: Route) -> Finding:
        """A route that is wrong where it is there, which hangs on a condition."""
        at, ruling = route.reach.named_at or route.listener.part.spot, route.where_it_is
        world = next(world for world, each in route.cases if each == ruling)
        reason = _reason(route, ruling, _wrong_part(route, ruling.verdict, world), world)
        asked = " and ".join(sorted({question for question, _ in route.reach.when}))
        text = f"whether {at.spelled} of {at.label} leads here depends on {asked}; where it does, {reason}"
        return self._finding("LBG401", at, text, judged=route)

    def _plain(self, route: Route) -> Iterator[Finding]:
        """LBG203, where the encryption setting asks for more than the route's posture."""
        found = shortfalls(route, self.of.settings.encryption)
        ends = {None: None, "front": route.listener.part, "back": route.backend.part}
        part = next((ends[end] for end in ("front", "back") if end in found), None)
        if part is None:
            return
        if None in found:
            yield self._finding("LBG401", part.spot, undecided(route.deciding, route.cases), judged=route)
            return
        hints = route_hints(route, self.of.listeners, self.of.settings.encryption)
        text = plain_segment(part, self.of.settings.encryption)
        words = known_words(part, route.reach.when)
        yield self._finding("LBG203", part.spot, text, words=words, kind=Kind.POLICY, judged=route, hints=hints)

    def _ports(self, parts: Iterable[Part], judged: Route | Pair | Front) -> Iterator[Finding]:
        for part in parts:
            found = contradiction(part, judged.cases[0][0].family) if judged.cases else None
            if not found or part.port is None:
                continue
            port, word = found
            spot = part.port.spot
            text = f"clients expect {' or '.join(SAYS[port])} on port {port}, and this speaks {word}"
            # The port of a backend is where its servers listen: no edit here could move them.
            hints = (_other_port(spot, port),) if part.role is Role.LISTENER else ()
            ruled = None if isinstance(judged, Front) else judged
            yield self._finding("LBG301", spot, text, words=(str(port), word), judged=ruled, hints=hints)

    def _unchecked(self, judged: Route | Pair) -> Finding:
        part = judged.backend.part
        return self._finding("LBG302", part.spot, "nothing checks whether these servers answer", judged=judged)

    def _certified(self, listener: Listener, routes: tuple[str, ...]) -> Iterator[Finding]:
        found = certificate_ruling(listener)
        if found is None or listener.certificate is None:
            return
        spot, part = listener.certificate.spot, listener.part
        if found.rule == "LBG202":
            refused = found.family.refuses_certificate
            hint = Hint(f"remove {spot.spelled} from {spot.label}", (Assignment(spot, None),))
            level = self.of.settings.level("LBG202", Level.ERROR if refused else None)
            text = unused_certificate(found.family, found.word)
            kind = Kind.REFUSED if refused else None
            yield self._finding(
                "LBG202", spot, text, kind=kind, level=level, routes=routes, hints=(hint,), source=found.family.source
            )
            return
        text = missing_certificate(found.family, found.word)
        if found.rule == "LBG401":
            text = f"should {part.spot.spelled} of {part.spot.label} turn out as {found.word}: {text}"
        words = known_words(part, frozenset())
        hint = Hint(f"give a certificate in {spot.spelled} on {spot.label}")
        kind = Kind.REFUSED if found.rule == "LBG201" else None
        yield self._finding(
            found.rule,
            part.spot,
            text,
            words=words,
            kind=kind,
            routes=routes,
            hints=(hint,),
            source=found.family.source,
        )

    def _loose(self, loose: Loose) -> Finding:
        spot = loose.spot
        text = f"the backend that {spot.spelled} of {spot.label} should name is not in this input: {loose.why}"
        return self._finding("LBG402", spot, text)

    def _finding(
        self,
        rule: str,
        spot: Spot,
        text: str,
        *,
        words: tuple[str, ...] = (),
        kind: Kind | None = None,
        mark: str | None = None,
        level: Level | None = None,
        judged: Route | Pair | None = None,
        routes: tuple[str, ...] = (),
        hints: tuple[Hint, ...] = (),
        source: str | None = None,
    ) -> Finding:
        level = level or self.of.settings.level(rule)
        graph = self.of.graph
        return Finding(
            rule=rule,
            name=RULES[rule].name,
            level=Level.WARNING if mark and level is Level.ERROR else level,
            kind=kind,
            message=text,
            location=spot,
            fingerprint=digest(rule, graph.root, graph.var_set or "", spot.address, spot.attribute, *words),
            root=graph.root,
            var_set=graph.var_set,
            routes=(route_id(judged, graph),) if isinstance(judged, Route) else routes,
            related=_related(judged, spot) if judged else (),
            hints=tuple(self._addressed(hint) for hint in hints),
            source=source,
            mark=mark,
        )

    def _addressed(self, hint: Hint) -> Hint:
        """The hint with the resources that Terraform would replace, without entries' keys."""
        found = ((address, resource_at(self.of.graph, address)) for address in hint.replaces)
        return replace(hint, replaces=tuple(one.address if one else address for address, one in found))


def _other_port(spot: Spot, port: int) -> Hint:
    better = {80: "443", 443: "80"}[port]
    return Hint(f"{spot.spelled} = {better} on {spot.label}", (Assignment(spot, better),))


def _wrong_part(judged: Route | Pair, verdict: Verdict, world: World) -> Part:
    parts = _parts(judged)
    if verdict is Verdict.PROTOCOL_UNKNOWN:
        return next(part for part in parts if world.word(part.role) and world.word(part.role) not in part.schema.known)
    named = NAMED_PARTS[verdict]
    return next((part for part in parts if part.role is named), parts[-1])


def _parts(judged: Route | Pair) -> tuple[Part, ...]:
    if isinstance(judged, Route):
        return judged.parts
    return tuple(part for part in (judged.backend.part, judged.backend.check) if part)


def _reason(judged: Route | Pair, ruling: Ruling, part: Part, world: World) -> str:
    if ruling.verdict is Verdict.PROTOCOL_UNKNOWN:
        return unknown_word(part, world.word(part.role) or "")
    if isinstance(judged, Route) and judged.backend.conflict and ruling.verdict is Verdict.BACKEND_MISMATCH:
        return judged.backend.conflict[0]
    half = judged.half if isinstance(judged, Route) else None
    said = neutral_words(world, half) if ruling.kind is Kind.POLICY else {role: world.word(role) for role in Role}
    listener, backend = said[Role.LISTENER] or "", said[Role.BACKEND] or ""
    told = why(world.family, ruling, listener, backend, said[Role.CHECK], world.facts, part.schema.known)
    return told + (_who_has(world.family, listener) if ruling.verdict is Verdict.LISTENER_UNSUPPORTED else "")


def _who_has(family: Family, word: str) -> str:
    """Which balancer of the same resource types has such a listener: the kind is what people forget to say."""
    provider = next((one for one in PROVIDERS.values() if family in one.FAMILIES), None)
    others = [one.title for one in provider.FAMILIES if word in one.listeners()] if provider else []
    return f"; {words(others)} has one" if others else ""


def _related(judged: Route | Pair, primary: Spot) -> tuple[Spot, ...]:
    spots = dict.fromkeys(part.spot for part in _parts(judged))
    return tuple(spot for spot in spots if (spot.address, spot.attribute) != (primary.address, primary.attribute))


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each rule and primary location, with the routes of all; a sure one speaks for a doubtful one."""
    by_place: dict[tuple[str, ...], list[Finding]] = {}
    for one in findings:
        key = (one.root, one.var_set or "", one.rule, one.location.address, one.location.attribute)
        by_place.setdefault(key, []).append(one)
    return [_one(several) for several in by_place.values()]


def _one(several: list[Finding]) -> Finding:
    first = min(several, key=lambda one: one.mark is not None)
    routes = dict.fromkeys(route for one in several for route in one.routes)
    related = dict.fromkeys(spot for one in several for spot in one.related)
    everywhere = [hint for hint in first.hints if all(hint.set in [h.set for h in one.hints] for one in several)]
    return replace(first, routes=tuple(sorted(routes)), related=tuple(related), hints=tuple(everywhere) or first.hints)
