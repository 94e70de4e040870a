"""What an attribute can be: plain data, or something that is not known yet, or one of several things.

Readers produce plain Python data (``str``, ``bool``, ``int``, ``float``, ``Decimal``, ``None``, ``list``, ``dict``, ``Block``)
with two kinds of leaves beside it: ``Unknown`` and ``OneOf``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

Value: TypeAlias = Any
"""Plain data, ``Unknown``, ``OneOf``, or a list or dict that holds them."""

Condition: TypeAlias = frozenset[tuple[str, str]]
"""What must hold: pairs of a question ("var.tls") and its answer ("true"). Empty: always."""

ALWAYS: Condition = frozenset()


class AnythingBut(str):
    """The answer under which a table of these keys gives its default: any but one of them."""

    keys: frozenset[str]

    def __new__(cls, keys: Iterable[str]) -> AnythingBut:
        named = sorted(set(keys))
        made = super().__new__(cls, f"anything but {', '.join(named)}")
        made.keys = frozenset(named)
        return made


class JoinedBy(StrEnum):
    """How one resource was found from another, the surest first."""

    VALUE = "value"
    REFERENCE = "reference"
    DEPENDENCY = "dependency"
    SOURCE = "source"
    NAME = "name"
    CANDIDATES = "candidates"


@dataclass(frozen=True, slots=True)
class Ref:
    """An attribute of a resource: ``Ref('module.a.aws_lb_target_group.x["k"]', "arn")``."""

    address: str
    attribute: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that nobody can know yet.

    ``why`` names what the user would look at ("var.protocol", "aws_lb.web.arn"). ``ref`` is set where the value is
    exactly that attribute of that resource, so that a join is following it; ``depends`` holds the addresses that the
    value was made from where no more is known (Pulumi's property dependencies). Where several unknowns share several
    resources between them, ``depends`` has this one's share and ``among`` all of them. ``candidates`` is set where nothing
    tells what it was made from: addresses of all that it can be in this input. ``starts`` is what a text
    certainly starts with ("HTTP:" of ``"HTTP:${var.port}/"``). ``asks`` says what it is where ``why`` does not tell it
    from another (``split(":", var.spec)[0]`` and ``[1]`` both hang on var.spec).
    """

    why: str
    ref: Ref | None = None
    by: JoinedBy = JoinedBy.REFERENCE
    depends: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    starts: str = ""
    asks: str = ""

    @property
    def question(self) -> str:
        """What would have to be answered to know it: two unknowns with the same question have the same value."""
        return self.asks or self.why


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a value can be, and when it is."""

    value: Value
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value that is one of several, each under its condition (``c ? "HTTPS" : "HTTP"`` with c not known)."""

    choices: tuple[Choice, ...]


def choices(value: Value) -> Iterator[Choice]:
    """Every thing that a value can be, nested alternatives opened; a plain value is its only choice."""
    if not isinstance(value, OneOf):
        yield Choice(value)
        return
    for outer in value.choices:
        for inner in choices(outer.value):
            if compatible(outer.when, inner.when):
                yield Choice(inner.value, outer.when | inner.when)


def compatible(*conditions: Condition) -> bool:
    """Whether the conditions can hold together: no question has two answers."""
    given = [pair for one in conditions for pair in one]
    answers: dict[str, str] = {}
    sure = (pair for pair in given if not isinstance(pair[1], AnythingBut))
    if not all(answers.setdefault(ask, answer) == answer for ask, answer in sure):
        return False
    return not any(isinstance(answer, AnythingBut) and answers.get(ask) in answer.keys for ask, answer in given)


def under(when: Condition, found: Iterable[Choice]) -> Iterator[Choice]:
    """The choices that are left under a condition."""
    return (Choice(one.value, one.when | when) for one in found if compatible(one.when, when))
