"""What is told of a deployment: one finding for each rule and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .certificates import certificate_ruling
from .deployment import Deployment
from .entries import known_words, route_id
from .hints import pair_hints, route_hints
from .judge import Front, Pair, Route, decides
from .model import Listener, Loose, Part, Spot
from .ports import SAYS, contradiction
from .posture import by_encryption, shortfalls
from .reasons import missing_certificate, plain_segment, undecided, unused_certificate, without_place
from .report import Assignment, Finding, Hint
from .verdicts import fronted, ruled, undecided_route
from .words import Kind, Level, Role, Verdict


def findings(of: Deployment) -> list[Finding]:
    """Every finding that is not switched off; those at the same place by the same rule are one."""
    found = [
        *(each for route in of.routes for each in _of_route(of, route)),
        *(each for listener in of.listeners for each in _of_listener(of, listener)),
        *(each for pair in of.unreached for each in _of_pair(of, pair)),
    ]
    return _merged(one for one in found if one.level is not Level.OFF)


def _of_route(of: Deployment, route: Route) -> Iterator[Finding]:
    """What is wrong with a route: its verdict, what it shows to the network, and what it does not check."""
    if route.ruling.verdict is Verdict.UNDECIDED:
        yield undecided_route(of, route)
    elif route.ruling.verdict.violation or route.ruling.doubt:
        yield ruled(of, route, route_hints(route, of.sharing(route), of.settings.encryption))
    if not route.ruling.verdict.violation:
        yield from _plain(of, route)
    yield from _ports(of, (route.listener.part, route.backend.part), route)
    if of.settings.level("LBG302") is not Level.OFF and route.backend.check is None:
        yield _unchecked(of, route)


def _of_pair(of: Deployment, pair: Pair) -> Iterator[Finding]:
    """What is wrong with a backend that no listener reaches."""
    if pair.ruling.verdict is Verdict.UNDECIDED:
        text = f"whether any listener could use it hangs on {pair.deciding.spelled} of {pair.deciding.label}"
        yield of.finding("LBG401", pair.deciding, text)
    elif pair.ruling.verdict.violation or pair.ruling.doubt:
        yield ruled(of, pair, pair_hints(pair))
    yield from _ports(of, (pair.backend.part,), pair)
    if of.settings.level("LBG302") is not Level.OFF and pair.backend.check is None:
        yield _unchecked(of, pair)


def _of_listener(of: Deployment, listener: Listener) -> Iterator[Finding]:
    """What is wrong with a listener itself, and where it leads nowhere."""
    if listener.not_covered:
        return
    routes = of.routes_from(listener)
    front = Front(listener)
    if not routes and front.ruling.verdict.violation:
        yield fronted(of, listener, front)
    if not routes:
        yield from _ports(of, (listener.part,), front)
    yield from _certified(of, listener, tuple(route_id(route, of.graph) for route in routes))
    yield from (_loose(of, loose) for loose in listener.loose)


def _plain(of: Deployment, route: Route) -> Iterator[Finding]:
    """LBG203, where the encryption setting asks for more than the route's posture."""
    found = shortfalls(route, of.settings.encryption)
    ends = {None: None, "front": route.listener.part, "back": route.backend.part}
    part = next((ends[end] for end in ("front", "back") if end in found), None)
    if part is None:
        return
    if route.reach.is_open and part is route.backend.part:
        yield undecided_route(of, route)
        return
    if None in found:
        cases = by_encryption(route, of.settings.encryption)
        deciding = decides(route.dimensions, cases)
        yield of.finding("LBG401", deciding.spot, undecided(deciding, cases), judged=route)
        return
    hints = route_hints(route, of.sharing(route), of.settings.encryption)
    text = plain_segment(part, of.settings.encryption)
    words = known_words(part, route.reach.when)
    yield of.finding("LBG203", part.spot, text, words=words, kind=Kind.POLICY, judged=route, hints=hints)


def _ports(of: Deployment, parts: Iterable[Part], judged: Route | Pair | Front) -> Iterator[Finding]:
    for part in parts:
        found = contradiction(part, judged.cases[0][0].family) if judged.cases else None
        if not found or part.port is None:
            continue
        port, word = found
        spot = part.port.spot
        text = f"clients expect {' or '.join(SAYS[port])} on port {port}, and this speaks {word}"
        # The port of a backend is where its servers listen: no edit here could move them.
        front = None if isinstance(judged, Pair) or part.role is not Role.LISTENER else judged.listener
        hints = _other_port(of, front, spot, port) if front else ()
        ruled = None if isinstance(judged, Front) else judged
        yield of.finding("LBG301", spot, text, words=(str(port), word), judged=ruled, hints=hints)


def _unchecked(of: Deployment, judged: Route | Pair) -> Finding:
    part = judged.backend.part
    return of.finding("LBG302", part.spot, "nothing checks whether these servers answer", judged=judged)


def _certified(of: Deployment, listener: Listener, routes: tuple[str, ...]) -> Iterator[Finding]:
    found = certificate_ruling(listener)
    if found is None or listener.certificate is None:
        return
    spot, part = listener.certificate.spot, listener.part
    if found.rule == "LBG202":
        refused = found.family.refuses_certificate
        hint = Hint(f"remove {spot.spelled} from {spot.label}", (Assignment(spot, None),))
        level = of.settings.level("LBG202", Level.ERROR if refused else None)
        text = unused_certificate(found.family, found.word)
        kind = Kind.REFUSED if refused else None
        yield of.finding(
            "LBG202", spot, text, kind=kind, level=level, routes=routes, hints=(hint,), source=found.family.source
        )
        return
    text = missing_certificate(found.family, found.word)
    if listener.certificate.left_empty:
        text += f"; {spot.spelled} is empty"
    if found.rule == "LBG401":
        open_ = f"{part.spot.spelled} of {part.spot.label} turn out as {found.word}"
        text = f"should {f'{part.spot.label} be there' if listener.when else open_}: {text}"
    words = known_words(part, frozenset())
    hint = Hint(f"give a certificate in {spot.spelled} on {spot.label}")
    kind = Kind.REFUSED if found.rule == "LBG201" else None
    yield of.finding(
        found.rule,
        part.spot,
        text,
        words=words,
        kind=kind,
        routes=routes,
        hints=(hint,),
        source=found.family.source,
    )


def _loose(of: Deployment, loose: Loose) -> Finding:
    spot = loose.spot
    why = without_place(loose.why, spot)
    text = f"{spot.spelled} of {spot.label} leads to no backend in this input: {why}"
    return of.finding("LBG402", spot, text)


def _other_port(of: Deployment, listener: Listener, spot: Spot, port: int) -> tuple[Hint, ...]:
    """The port that clients would expect; none where another listener of the balancer has it already."""
    better = {80: "443", 443: "80"}[port]
    taken = {
        str(choice.value) for one in of.of_same_balancer(listener) if one.part.port for choice in one.part.port.choices
    }
    return () if better in taken else (Hint(f"{spot.spelled} = {better} on {spot.label}", (Assignment(spot, better),)),)


def _merged(findings: Iterable[Finding]) -> list[Finding]:
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
