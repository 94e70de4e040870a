"""The verdict of a route, and of a backend that no listener reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .matrix import Family, Ruling
from .model import Backend, Listener, Part, Reach, Spot
from .values import Unknown
from .words import Kind, Role, Verdict
from .worlds import SEVERITY, Dimension, World, backend_dimensions, base_ruling, matrix_ruling, summed, worlds

Case = tuple[World, Ruling]


@dataclass(frozen=True, eq=False)
class Route:
    """A listener, one backend that it reaches, and its check.

    ``half``: the vendor's word for one half of a double listener word. ``base``: the base matrix judges too.
    ``deferred``: why it is left to a later plan, if it is.
    """

    listener: Listener
    reach: Reach
    backend: Backend
    half: str | None = None
    base: bool = False
    deferred: str = ""

    @property
    def parts(self) -> tuple[Part, ...]:
        return (self.listener.part, *self.backend.parts)

    def part(self, role: Role) -> Part | None:
        return {Role.LISTENER: self.listener.part, Role.BACKEND: self.backend.part, Role.CHECK: self.backend.check}[
            role
        ]

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Everything that the verdict rests on, in the order in which the deciding value is looked for."""
        front, family = self.listener.part, self.listener.family
        return (
            Dimension(front.role, front.spot, front.possible, front.words),
            *backend_dimensions(self.backend),
            Dimension("family", family.spot, family.choices, family.choices),
        )

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Every case that can be, with what the matrix says of it; of several candidates the cases of all."""
        if self.reach.is_open:
            return tuple(case for route in self._candidates for case in route.cases)
        return tuple((world, self._rule(world)) for world in _placed(worlds(self.dimensions, self.reach.when)))

    @cached_property
    def _candidates(self) -> tuple[Route, ...]:
        """The route to each candidate, as if it were the one; of those that say the same only to one."""
        distinct = {_said(backend): backend for backend in reversed(self.reach.backends)}
        each = (Reach((backend,), when=self.reach.when) for backend in reversed(distinct.values()))
        return tuple(Route(self.listener, one, one.backends[0], self.half, self.base) for one in each)

    def _rule(self, world: World) -> Ruling:
        if _misspelt(world, self.parts):
            return Ruling(Verdict.PROTOCOL_UNKNOWN, Kind.REFUSED, source=world.family.source)
        if world.conflicts and _has_word(world):
            return Ruling(Verdict.BACKEND_MISMATCH, Kind.REFUSED, source=world.family.source)
        return matrix_ruling(world, self.half, self.base)

    @cached_property
    def family(self) -> Family | None:
        """The family that judges it; None where that is open."""
        families = {world.family.id: world.family for world, _ in self.cases}
        return None if len(families) != 1 or self._nothing_known else next(iter(families.values()))

    @property
    def _nothing_known(self) -> bool:
        """Neither the balancer nor the listener's word is known: then nobody can say which matrix judges."""
        words = self.listener.part.words
        return len(self.listener.family.choices) > 1 and all(isinstance(c.value, Unknown) for c in words)

    @cached_property
    def ruling(self) -> Ruling:
        """All cases summed up; of several candidates, all must be fine, and what may not be there is never wrong."""
        if self.deferred:
            return Ruling(Verdict.UNDECIDED)
        if self.reach.is_open:
            return self._of_candidates()
        if self._nothing_known or self.avoidable:
            return Ruling(Verdict.UNDECIDED)
        return self.where_it_is

    @cached_property
    def where_it_is(self) -> Ruling:
        """The ruling under the condition of the route, if it has one."""
        return summed([ruling for _, ruling in self.cases])

    @property
    def avoidable(self) -> bool:
        """Whether the route is wrong, but only there under a condition, and another answer to it would be fine."""
        if (
            not self.reach.when
            or not self.where_it_is.verdict.violation
            or Front(self.listener).ruling.verdict.violation
        ):
            return False
        asked = {question for question, _ in self.reach.when}
        instead = [reach for reach in self.listener.reaches if asked & {question for question, _ in reach.when}]
        routes = [Route(self.listener, reach, reach.backends[0], self.half, self.base) for reach in instead]
        answered = {reach.when for reach in instead}
        return len(answered) < 2 or any(not route.where_it_is.verdict.violation for route in routes)

    def _of_candidates(self) -> Ruling:
        rulings = [route.ruling for route in self._candidates]
        if not all(ruling.verdict is Verdict.OK for ruling in rulings):
            return Ruling(Verdict.UNDECIDED)
        return next((ruling for ruling in rulings if not ruling.doubt), rulings[0])

    @cached_property
    def deciding(self) -> Dimension:
        """The value that would decide an undecided route."""
        return decides(self.dimensions, self.cases)

    @property
    def outside_base(self) -> bool:
        """Fine for the vendor, but not in the base matrix, or beyond its words."""
        return self.ruling.verdict is Verdict.OK and beyond_base(self.cases, self.half)


def beyond_base(cases: tuple[Case, ...], half: str | None = None) -> bool:
    """Whether the base matrix accepts none of the cases, or has no words for them."""
    by_base = [base_ruling(world, half) for world, _ in cases]
    return all(ruling is None or ruling.verdict.violation for ruling in by_base)


def decides(dimensions: tuple[Dimension, ...], cases: tuple[Case, ...]) -> Dimension:
    """The first dimension of which some value makes every case right, or every case wrong; else the first that is open."""
    several = [each for each in dimensions if len({repr(choice.value) for choice in each.choices}) > 1]
    return next((each for each in several if _separates(each.name, cases)), (several or list(dimensions))[0])


def _separates(name: str, cases: tuple[Case, ...]) -> bool:
    outcomes: dict[str, set[bool]] = {}
    for world, ruling in cases:
        outcomes.setdefault(repr(world.values[name]), set()).add(ruling.verdict.violation)
    return len(outcomes) > 1 and any(len(outcome) == 1 for outcome in outcomes.values())


def _misspelt(world: World, parts: tuple[Part, ...]) -> bool:
    words = ((world.word(part.role), part) for part in parts)
    return any(word and word not in part.schema.known for word, part in words)


def _placed(cases: list[World]) -> Iterator[World]:
    """Leave out a family without the listener's word where another possible one has it."""
    has = {(case.word(Role.LISTENER), case.family.id) for case in cases if _has_word(case)}
    placed = {word for word, _ in has}
    for case in cases:
        if case.word(Role.LISTENER) not in placed or (case.word(Role.LISTENER), case.family.id) in has:
            yield case


def _has_word(case: World) -> bool:
    return case.word(Role.LISTENER) in case.family.listeners()


def routes_of(listener: Listener, base: bool = False) -> Iterator[Route]:
    """The routes of a listener: one for each backend that it reaches, two where its word means two protocols."""
    for reach in listener.reaches:
        for half in _halves(listener) or (None,):
            yield Route(listener, reach, reach.backends[0], half, base)


def _halves(listener: Listener) -> tuple[str, ...]:
    words = {choice.value for choice in listener.part.words}
    word = words.pop()
    if words or not isinstance(word, str):
        return ()
    families = (choice.value for choice in listener.family.choices)
    return next((halves for family in families if (halves := family.halves(word))), ())


def _said(backend: Backend) -> object:
    """All that its verdict rests on."""
    return tuple((one.name, one.choices) for one in backend_dimensions(backend))


@dataclass(frozen=True, eq=False)
class Front:
    """A listener by itself, whatever it leads to: whether its provider and its balancer know its word."""

    listener: Listener

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        part, family = self.listener.part, self.listener.family
        dimensions = Dimension(part.role, part.spot, part.possible), Dimension("family", family.spot, family.choices)
        return tuple((world, self._rule(world)) for world in _placed(worlds(dimensions)))

    def _rule(self, world: World) -> Ruling:
        if _misspelt(world, (self.listener.part,)):
            return Ruling(Verdict.PROTOCOL_UNKNOWN, Kind.REFUSED, source=world.family.source)
        if not _has_word(world):
            return Ruling(Verdict.LISTENER_UNSUPPORTED, Kind.REFUSED, source=world.family.source)
        return Ruling(Verdict.OK, source=world.family.source)

    @cached_property
    def ruling(self) -> Ruling:
        return summed([ruling for _, ruling in self.cases])


@dataclass(frozen=True, eq=False)
class Pair:
    """A backend that no listener in the input reaches: right if some listener of its families could make it right."""

    backend: Backend
    base: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.backend.parts

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        return tuple(self._best(world) for world in worlds(backend_dimensions(self.backend)))

    def _best(self, world: World) -> Case:
        fronts = [(family, word) for family in self.backend.families for word in family.listeners()]
        tried = [World({**world.values, Role.LISTENER: word, "family": family}) for family, word in fronts]
        if _misspelt(world, self.parts):
            return tried[0], Ruling(Verdict.PROTOCOL_UNKNOWN, Kind.REFUSED, source=fronts[0][0].source)
        cases = ((case, matrix_ruling(case, None, self.base)) for case in tried)
        return max(cases, key=lambda case: _goodness(case[1]))

    @cached_property
    def ruling(self) -> Ruling:
        return summed([ruling for _, ruling in self.cases])

    @property
    def outside_base(self) -> bool:
        """Fine for the vendor, but not in the base matrix, or beyond its words."""
        return self.ruling.verdict is Verdict.OK and beyond_base(self.cases)

    @property
    def family(self) -> Family:
        """The family of the best case."""
        return self.cases[0][0].family

    @property
    def deciding(self) -> Spot:
        """The value that would decide an undecided pair."""
        return decides(tuple(backend_dimensions(self.backend)), self.cases).spot


def _goodness(ruling: Ruling) -> tuple[int, bool]:
    fine = ruling.verdict is Verdict.OK
    return (len(SEVERITY) if fine else SEVERITY.index(ruling.verdict)), ruling.doubt is None
