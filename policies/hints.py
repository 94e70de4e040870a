"""The smallest changes that make a wrong route right: each one is judged before it is offered, so none contradicts the check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product

from .judge import Front, Pair, Route, routes_of
from .matrix import Family
from .model import Backend, Listener, Part, Spot, following
from .posture import described, posture, shortfalls
from .report import Assignment, Hint
from .values import Choice
from .words import Role, Verdict

Edit = Mapping[Role, str]
Key = tuple[str, str]

CHANGED_FIRST = (Role.CHECK, Role.BACKEND, Role.LISTENER)
"""The check is the cheapest to change, the listener the dearest."""


@dataclass(frozen=True, slots=True)
class _Change:
    """New words for some parts of one route, by where they stand."""

    edit: Edit
    words: Mapping[Key, str]

    def part(self, part: Part, leader: Part | None = None) -> Part:
        word = self.words.get(_key(part.spot))
        if word is not None:
            return replace(part, words=(Choice(word),), implied=False, follows=None)
        if leader and part.follows is not None:
            return replace(part, words=following(leader, part.follows))
        return part

    def listener(self, listener: Listener) -> Listener:
        front = self.part(listener.part)
        reaches = tuple(
            replace(reach, backends=tuple(self.backend(backend, front) for backend in reach.backends))
            for reach in listener.reaches
        )
        return replace(listener, part=front, reaches=reaches)

    def backend(self, backend: Backend, front: Part | None = None) -> Backend:
        part = self.part(backend.part, front)
        return replace(backend, part=part, check=self.part(backend.check, part) if backend.check else None)


def _key(spot: Spot) -> Key:
    return spot.address, spot.attribute


def route_hints(route: Route, listeners: Iterable[Listener], encryption: str = "off") -> tuple[Hint, ...]:
    """Every edit with the fewest changed parts that makes the route right and spoils no other, the best first.

    ``listeners`` are those that share a part with it: what else a change touches must stay right. What falls short of the
    ``encryption`` setting is not right.
    """
    family = route.family
    conflict = route.backend.conflict
    if conflict and conflict.is_sure:
        return (Hint(conflict.mend),)
    if family is None:
        return ()
    parts = {part.role: part for part in route.parts if part.settable}
    touching = [one for one in listeners if one is not route.listener]
    for size in range(1, len(parts) + 1):
        found = [change for change in _changes(parts, family, size) if _mends(change, route, touching, encryption)]
        if found:
            return tuple(_hint(change, route) for change in sorted(found, key=lambda c: _order(c, route, family)))
    return ()


def pair_hints(pair: Pair) -> tuple[Hint, ...]:
    """The same for a backend and its check that no listener reaches."""
    backend, family = pair.backend, pair.family
    parts = {part.role: part for part in backend.parts if part.settable}
    for size in range(1, len(parts) + 1):
        changes = _changes(parts, family, size)
        found = [c for c in changes if _right(Pair(c.backend(backend), pair.base))]
        if found:
            ordered = sorted(found, key=lambda c: _rank(c, parts, family))
            return tuple(Hint(_said(c, parts), _assignments(c, parts), _replaced(c, parts)) for c in ordered)
    return ()


def front_hints(listener: Listener) -> tuple[Hint, ...]:
    """The words that make a listener right by itself, the nearest to a misspelt one first."""
    part = listener.part
    words = dict.fromkeys(word for choice in listener.family.choices for word in choice.value.listeners())
    changes = [_Change({Role.LISTENER: word}, {_key(part.spot): word}) for word in words if word in part.schema.known]
    right = [change for change in changes if Front(change.listener(listener)).ruling.verdict is Verdict.OK]
    parts = {Role.LISTENER: part}
    ordered = sorted(right, key=lambda change: _distance(part, change.edit[Role.LISTENER]))
    return tuple(Hint(_said(each, parts), _assignments(each, parts), _replaced(each, parts)) for each in ordered)


def _changes(parts: Mapping[Role, Part], family: Family, size: int) -> Iterator[_Change]:
    for roles in combinations(parts, size):
        for chosen in product(*(_other_words(parts[role], family) for role in roles)):
            edit = dict(zip(roles, chosen, strict=True))
            yield _Change(edit, {_key(parts[role].spot): word for role, word in edit.items()})


def _other_words(part: Part, family: Family) -> list[str]:
    now = {choice.value for choice in part.words} if len(part.words) == 1 else set()
    return [word for word in family.words(part.role) if word in part.schema.known and word not in now]


def _right(judged: Route | Pair) -> bool:
    """Under the base matrix too, only what both matrices accept; a word that the base does not have is none of these."""
    beyond = judged.base and judged.outside_base
    return judged.ruling.verdict is Verdict.OK and judged.ruling.doubt is None and not beyond


def _mends(change: _Change, route: Route, others: Iterable[Listener], encryption: str) -> bool:
    """Every route of the listener that the change touches is right, and none of another listener stops being right."""
    after = [one for one in routes_of(change.listener(route.listener), route.base) if _touched(one, route, change)]
    if not after or not all(_right(one) and shortfalls(one, encryption) == {None} for one in after):
        return False
    return all(_kept(change, one, route.base) for one in others if _meets(one, change))


def _touched(one: Route, route: Route, change: _Change) -> bool:
    if Role.LISTENER in change.edit:
        return True
    return one.backend.part.spot == route.backend.part.spot


def _meets(listener: Listener, change: _Change) -> bool:
    parts = (part for reach in listener.reaches for backend in reach.backends for part in backend.parts)
    return any(_key(part.spot) in change.words for part in parts)


def _kept(change: _Change, listener: Listener, base: bool) -> bool:
    before = (one.ruling.verdict is Verdict.OK for one in routes_of(listener, base))
    after = (one.ruling.verdict is Verdict.OK for one in routes_of(change.listener(listener), base))
    return all(now or not was for was, now in zip(before, after, strict=False))


def _order(change: _Change, route: Route, family: Family) -> tuple[object, ...]:
    parts = {part.role: part for part in route.parts}
    near, *others = _rank(change, parts, family)
    return (near, _lowers(change, route), *others)


def _rank(change: _Change, parts: Mapping[Role, Part], family: Family) -> tuple[object, ...]:
    roles = [role in change.edit for role in CHANGED_FIRST]
    words = [family.words(role).index(change.edit[role]) for role in Role if role in change.edit]
    nearness = [_distance(parts[role], word) for role, word in change.edit.items()]
    return nearness, bool(_replaced(change, parts)), [not changed for changed in roles], words


def _distance(part: Part, word: str) -> int:
    """0 where the word is what a misspelt one must have meant."""
    return int(word.casefold() not in {wrong.casefold() for wrong in part.misspelt()})


def _lowers(change: _Change, route: Route) -> bool:
    return posture(_after(change, route)).lower_than(posture(route))


def _after(change: _Change, route: Route) -> Route:
    listener = change.listener(route.listener)
    index = next(i for i, reach in enumerate(route.listener.reaches) if reach is route.reach)
    reach = listener.reaches[index]
    return Route(listener, reach, reach.backends[0], None, route.base)


def _replaced(change: _Change, parts: Mapping[Role, Part]) -> tuple[str, ...]:
    """The resources that Terraform replaces; an entry's key is not part of a resource's address."""
    addresses = (parts[role].spot.address for role in change.edit if parts[role].replaces)
    return tuple(dict.fromkeys(addresses))


def _assignments(change: _Change, parts: Mapping[Role, Part]) -> tuple[Assignment, ...]:
    return tuple(Assignment(parts[role].spot, parts[role].written(word)) for role, word in change.edit.items())


def _said(change: _Change, parts: Mapping[Role, Part]) -> str:
    return " and ".join(_set(assignment) for assignment in _assignments(change, parts))


def _set(assignment: Assignment) -> str:
    where = f" on {assignment.spot.label}" if assignment.spot.label else ""  # words alone stand on no resource
    return f'{assignment.spot.spelled} = "{assignment.value}"{where}'


def _hint(change: _Change, route: Route) -> Hint:
    parts = {part.role: part for part in route.parts}
    text, extra = _said(change, parts), _certificate(change, route)
    told = [] if set(change.edit) == {Role.CHECK} else [_meaning(change, route)]
    replaced = _replaced(change, parts)
    changed = (parts[role] for role in change.edit if parts[role].spot.address in replaced)
    labels = dict.fromkeys(part.spot.label for part in changed)
    told += ["replaces it" if len(change.edit) == 1 else f"replaces {label}" for label in labels]
    text += f" ({', '.join(filter(None, told))})" if any(told) else ""
    asks_more = bool(extra[0] and not extra[1])
    return Hint(text + extra[0], _assignments(change, parts) + extra[1], replaced, asks_more)


def _meaning(change: _Change, route: Route) -> str:
    after = _after(change, route)
    words = {choice.value for choice in after.backend.part.words}
    return described(posture(after), words.pop() if len(words) == 1 else None)


def _certificate(change: _Change, route: Route) -> tuple[str, tuple[Assignment, ...]]:
    """What a new listener word asks of the certificate: one more to give, or one to take away."""
    given = route.listener.certificate
    if Role.LISTENER not in change.edit or given is None:
        return "", ()
    ends_tls = posture(_after(change, route)).front == "tls"
    present = [bool(choice.value) for choice in given.given]
    if ends_tls and not all(present):
        return f", with a certificate in {given.spot.spelled}", ()
    if not ends_tls and any(present):
        return f", without {given.spot.spelled}", (Assignment(given.spot, None),)
    return "", ()
