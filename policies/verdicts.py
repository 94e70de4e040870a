"""LBG101 to LBG105, and LBG401 where a verdict is open: what is told of a route, a pair or a listener that is not right."""

from __future__ import annotations

from .deployment import Deployment
from .entries import known_words
from .hints import front_hints
from .judge import Front, Pair, Route
from .matrix import Family, Ruling
from .model import Listener, Part
from .providers import PROVIDERS
from .reasons import undecided, unknown_word, why, without_place, words
from .report import Finding, Hint
from .rules import BY_VERDICT
from .words import Kind, Role, Verdict
from .worlds import World, neutral_words

NAMED_PARTS = {
    Verdict.LISTENER_UNSUPPORTED: Role.LISTENER,
    Verdict.BACKEND_MISMATCH: Role.BACKEND,
    Verdict.CHECK_MISMATCH: Role.CHECK,
    Verdict.CHECK_INEFFECTIVE: Role.CHECK,
}
"""The part that each violation speaks of."""

NO_COMMON_TRIPLE = "; no other protocols here would suit both the vendor's matrix and the base matrix"


def ruled(of: Deployment, judged: Route | Pair, hints: tuple[Hint, ...]) -> Finding:
    """The finding of a verdict, or of the doubt that lowers it to a warning."""
    ruling = judged.ruling
    verdict = ruling.doubted if ruling.doubt and ruling.doubted else ruling.verdict
    world = next(world for world, each in judged.cases if each == ruling)
    part = _wrong_part(judged, verdict, world)
    told = "no listener here reaches it, and none could make it right: " if isinstance(judged, Pair) else ""
    return of.finding(
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


def fronted(of: Deployment, listener: Listener, front: Front) -> Finding:
    world, ruling = next(case for case in front.cases if case[1] == front.ruling)
    part = listener.part
    text = unknown_word(part, world.word(Role.LISTENER) or "")
    if ruling.verdict is Verdict.LISTENER_UNSUPPORTED:
        word = world.word(Role.LISTENER) or ""
        text = why(world.family, ruling, word, "", None) + _who_has(world.family, word)
    return of.finding(
        BY_VERDICT[ruling.verdict].id,
        part.spot,
        text,
        words=known_words(part, frozenset()),
        kind=ruling.kind,
        hints=front_hints(listener),
        source=ruling.source,
    )


def undecided_route(of: Deployment, route: Route) -> Finding:
    if route.deferred:
        return of.finding("LBG401", route.listener.part.spot, route.deferred, judged=route)
    if route.reach.is_open:
        return _open(of, route)
    if route.avoidable:
        return _conditional(of, route)
    deciding = route.deciding
    return of.finding("LBG401", deciding.spot, undecided(deciding, route.cases), judged=route)


def _open(of: Deployment, route: Route) -> Finding:
    """A route to one of several candidates, or to what nothing names."""
    at, guess = route.reach.named_at or route.listener.part.spot, route.reach.guess
    names = sorted(backend.part.spot.label for backend in route.reach.backends)
    would_be = "and not all of them would be right" if len(names) > 1 else "which would not be right"
    text = f"it is one of {', '.join(names)} that {at.spelled} of {at.label} leads to, {would_be}"
    if guess:
        text = f"{at.spelled} of {at.label} may lead to {words(names)}, {would_be}: {without_place(guess, at)}"
    return of.finding("LBG401", at, text, judged=route)


def _conditional(of: Deployment, route: Route) -> Finding:
    """A route that is wrong where it is there, which hangs on a condition."""
    at, ruling = route.reach.named_at or route.listener.part.spot, route.where_it_is
    world = next(world for world, each in route.cases if each == ruling)
    reason = _reason(route, ruling, _wrong_part(route, ruling.verdict, world), world)
    asked = " and ".join(sorted({question for question, _ in route.reach.when}))
    text = f"whether {at.spelled} of {at.label} leads here depends on {asked}; where it does, {reason}"
    return of.finding("LBG401", at, text, judged=route)


def _wrong_part(judged: Route | Pair, verdict: Verdict, world: World) -> Part:
    parts = judged.parts
    if verdict is Verdict.PROTOCOL_UNKNOWN:
        return next(part for part in parts if world.word(part.role) and world.word(part.role) not in part.schema.known)
    named = NAMED_PARTS[verdict]
    return next((part for part in parts if part.role is named), parts[-1])


def _reason(judged: Route | Pair, ruling: Ruling, part: Part, world: World) -> str:
    if ruling.verdict is Verdict.PROTOCOL_UNKNOWN:
        return unknown_word(part, world.word(part.role) or "")
    if judged.backend.conflict and world.conflicts and ruling.verdict is Verdict.BACKEND_MISMATCH:
        return judged.backend.conflict.why
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
