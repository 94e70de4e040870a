"""The cases that unknown values leave open, and what the matrix says of each one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .matrix import BASE, Family, Ruling, rule
from .model import OTHERWISE, OWN_PORT, Backend, Fact, Spot
from .values import ALWAYS, Choice, Condition, compatible
from .words import Kind, Role, Verdict


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that a verdict rests on: a role, ``port``, ``use``, ``family`` or a fact's name; where it stands; its values.

    ``given`` is how it was written: unknowns as they are, not opened to all that they can be.
    """

    name: str
    spot: Spot
    choices: tuple[Choice, ...]
    given: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """One case: a value for every dimension, and the conditions under which it is the case."""

    values: Mapping[str, object]
    when: Condition = ALWAYS

    @property
    def family(self) -> Family:
        family = self.values["family"]
        assert isinstance(family, Family)
        return family

    def word(self, role: Role) -> str | None:
        value = self.values.get(role)
        return None if value is None else str(value)

    @property
    def own_port(self) -> bool:
        return self.values.get("port") == OWN_PORT

    @property
    def conflicts(self) -> bool:
        return self.values.get("use") == OTHERWISE

    @property
    def facts(self) -> dict[str, str]:
        return {name: value for name, value in self.values.items() if isinstance(value, str)}


def backend_dimensions(backend: Backend) -> Iterator[Dimension]:
    """What a backend and its check contribute to a verdict."""
    for part in backend.parts:
        yield Dimension(part.role, part.spot, part.possible, part.words)
    for name, fact in backend.part.facts.items():
        yield _of_fact(name, fact)
    if backend.own_port and backend.check:
        yield _of_fact("port", backend.own_port)
    if backend.conflict:
        yield _of_fact("use", backend.conflict.use)


def _of_fact(name: str, fact: Fact) -> Dimension:
    return Dimension(name, fact.spot, fact.possible, fact.choices)


def worlds(dimensions: Iterable[Dimension], when: Condition = ALWAYS) -> list[World]:
    """Every combination of the dimensions' values whose conditions can hold together."""
    cases = [World({}, when)]
    for dimension in dimensions:
        cases = [
            World({**case.values, dimension.name: option.value}, case.when | option.when)
            for case in cases
            for option in dimension.choices
            if compatible(case.when, option.when)
        ]
    return cases


def matrix_ruling(world: World, half: str | None, base: bool) -> Ruling:
    """What the family's matrix says; where that is fine and the base matrix judges too, what the base forbids."""
    ruling = vendor_ruling(world, half)
    by_base = base_ruling(world, half) if base and not ruling.verdict.violation else None
    return by_base if by_base and by_base.verdict.violation else ruling


def vendor_ruling(world: World, half: str | None = None) -> Ruling:
    """What the family's own matrix says; a double word is as wrong as its worse half."""
    listener, backend = world.word(Role.LISTENER) or "", world.word(Role.BACKEND) or ""
    halves = (half,) if half else world.family.halves(listener) or (None,)
    rulings = (
        rule(
            world.family,
            listener,
            backend,
            world.word(Role.CHECK),
            half=each,
            facts=world.facts,
            own_port=world.own_port,
        )
        for each in halves
    )
    return min(rulings, key=lambda one: (not one.verdict.violation, SEVERITY.index(one.verdict), one.doubt is None))


def base_ruling(world: World, half: str | None = None) -> Ruling | None:
    """What the base matrix says of the neutral words, as policy; None where a word has no neutral one."""
    words = neutral_words(world, half)
    listener, backend, check = (words[role] for role in Role)
    if listener is None or backend is None or (check is None and world.word(Role.CHECK)):
        return None
    ruling = rule(BASE, listener, backend, check, own_port=world.own_port)
    return Ruling(ruling.verdict, Kind.POLICY if ruling.verdict.violation else None, source=BASE.source)


def neutral_words(world: World, half: str | None = None) -> dict[Role, str | None]:
    """The neutral word of every part in this case; of a double backend word the half that serves the listener."""
    listener = half or world.word(Role.LISTENER)
    word = world.word(Role.BACKEND) or ""
    serving = listener if listener and listener in word.split("_") else word
    return {
        Role.LISTENER: _neutral(world.family, Role.LISTENER, listener),
        Role.BACKEND: _neutral(world.family, Role.BACKEND, serving),
        Role.CHECK: _neutral(world.family, Role.CHECK, world.word(Role.CHECK)),
    }


def _neutral(family: Family, role: Role, word: str | None) -> str | None:
    return next(iter(family.translate(role, word)), None) if word else None


SEVERITY = tuple(Verdict)


def summed(rulings: list[Ruling]) -> Ruling:
    """All cases in one: fine if every one is, wrong if none is (then the case that gets furthest speaks), else undecided."""
    wrong = [ruling for ruling in rulings if ruling.verdict.violation]
    if not rulings or 0 < len(wrong) < len(rulings):
        return Ruling(Verdict.UNDECIDED)
    if wrong:
        return max(wrong, key=lambda ruling: SEVERITY.index(ruling.verdict))
    return next((ruling for ruling in rulings if not ruling.doubt), rulings[0])
