"""The values of an evaluation: Terraform's kinds, what is not known yet, and what fails.

Strings, bools, None and numbers (``arithmetic.Number``) are Python's own. Collections are immutable by convention.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar

from policies.values import OneOf, Ref, Unknown

Value: TypeAlias = Any
"""A value of this module, ``OneOf`` (with ``Failed`` among its choices where a choice makes an error)."""


class Tup(tuple[Any, ...]):
    """A tuple: ``[1, "a"]`` as written."""

    __slots__ = ()


class Lst(tuple[Any, ...]):
    """A list: all elements of one type; ``of`` is the kind of that type where an empty one is known to have it."""

    of = ""


class Group(tuple[Any, ...]):
    """A set: elements unique and in Terraform's order; ``of`` as in a list."""

    of = ""


class Obj(dict[str, Any]):
    """An object: ``{a = 1}`` as written."""

    __slots__ = ()


class Map(dict[str, Any]):
    """A map: all values of one type; ``of`` as in a list."""

    of = ""


_Collection = TypeVar("_Collection", Lst, Group, Map)


def nothing_of(collection: type[_Collection], of: str) -> _Collection:
    """An empty collection whose elements would be of a kind."""
    made = collection()
    made.of = of
    return made


SEQUENCES = (Tup, Lst, Group)
MAPPINGS = (Obj, Map)


class Fields:
    """Something whose attributes are evaluated when they are asked for: ``var``, ``local``, a resource, a module."""

    __slots__ = ()

    def attribute(self, name: str) -> Value:
        raise NotImplementedError


class Opaque(Fields):
    """``Fields`` that is a value of its own: a resource or module instance, or the stand-in for many of them.

    ``many`` tells the stand-in: any key or ``[*]`` leads to that same thing.
    """

    __slots__ = ()
    many = False

    def whole(self) -> Pending:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Pending(Unknown):
    """A value that is not known yet; ``asks`` is always there: the canonical text of what it is, by provenance.

    With ``negated`` it is the opposite of that (a bool), so that a condition and its negation are one question.
    ``kind`` is "string", "number", "bool", "sequence" or "mapping" where that is certain.
    """

    negated: bool = False
    kind: str = ""


class Failure(Exception):
    """Terraform would report an error here; ``try`` and ``can`` catch it."""


class NotKnown(ValueError):
    """A plain value was needed where there is none yet; the call that needed it is unknown."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The choice of a ``OneOf`` under which Terraform would report an error."""

    reason: str


TEXTS = frozenset({"id", "arn", "self_link"})
"""Attributes that are a string in every provider, and never null once the resource is there."""


def pending(why: str, asks: str | None = None, ref: Ref | None = None, kind: str = "") -> Pending:
    return Pending(why, ref, asks=asks or why, kind=kind or ("string" if ref and ref.attribute in TEXTS else ""))


def made_from(operation: str, *parts: Value, kind: str = "") -> Pending:
    """What an operation gives when a part of it is not known: the first unknown's ``why``, everyone's addresses."""
    unknowns = [found for part in parts for found in unknowns_in(part)]
    asks = f"{operation}({', '.join(describe(part) for part in parts)})"
    addresses = (address for one in unknowns for address in ([one.ref.address] if one.ref else one.depends))
    depends = tuple(dict.fromkeys(addresses))[:8]
    return Pending(unknowns[0].why if unknowns else operation, depends=depends, asks=shortened(asks), kind=kind)


def shortened(text: str) -> str:
    return text if len(text) <= 400 else f"{text[:300]}… ({hash_text(text)})"


def hash_text(text: str) -> str:
    from hashlib import blake2b

    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def unknowns_in(value: Value, depth: int = 12) -> Iterable[Unknown]:
    """Every unknown in a value, deep; a resource or module instance counts as one."""
    match value:
        case Unknown():
            yield value
        case OneOf():
            for choice in value.choices:
                yield from unknowns_in(choice.value, depth - 1) if depth else ()
        case Opaque():
            yield value.whole()
        case tuple():
            for item in value:
                yield from unknowns_in(item, depth - 1) if depth else ()
        case dict():
            for item in value.values():
                yield from unknowns_in(item, depth - 1) if depth else ()


def first_unknown(value: Value) -> Unknown | None:
    """The first thing in a value that is not known (alternatives count), None where all of it is."""
    if isinstance(value, OneOf):
        return next(iter(unknowns_in(value)), None) or _alternatives_unknown(value)
    if isinstance(value, tuple):
        return next((found for item in value if (found := first_unknown(item))), None)
    if isinstance(value, dict):
        return next((found for item in value.values() if (found := first_unknown(item))), None)
    return next(iter(unknowns_in(value)), None)


def _alternatives_unknown(value: OneOf) -> Pending:
    questions = sorted({question for choice in value.choices for question, _ in choice.when})
    return pending(questions[0] if questions else "one of several values", describe(value))


def describe(value: Value) -> str:
    """The canonical text of a value: literals as written, unknowns by what they are."""
    match value:
        case Pending(asks=asks, negated=negated):
            return f"!({asks})" if negated else asks
        case Unknown(why=why):
            return why
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case OneOf():
            return " or ".join(describe(choice.value) for choice in value.choices)
        case tuple():
            return "[" + ", ".join(map(describe, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{key} = {describe(item)}" for key, item in value.items()) + "}"
        case Opaque():
            return describe(value.whole())
    return str(value)


def is_number(value: Value) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def identical(left: Value, right: Value) -> bool:
    """Whether two values are the same in every respect, unknowns by what they are."""
    if left is right:
        return True
    if type(left) is not type(right) or isinstance(left, OneOf):
        return False
    if isinstance(left, tuple):
        return len(left) == len(right) and all(map(identical, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(identical(item, right[key]) for key, item in left.items())
    return bool(left == right)


class Thunk:
    """A value that is made when it is first asked for, and once. Asking for it while it is made is a cycle."""

    __slots__ = ("_failure", "_make", "_value", "_what")

    def __init__(self, what: str, make: Callable[[], Value]) -> None:
        self._what = what
        self._make: Callable[[], Value] | None = make
        self._value: Value = None
        self._failure: str | None = None

    def get(self) -> Value:
        """The value; raises ``Failure`` again where making it did."""
        if self._make is not None:
            make, self._make = self._make, self._cycle
            try:
                self._value = make()
            except Failure as failure:
                self._failure = str(failure)
            except RecursionError:
                self._value = pending(f"{self._what} (nested too deeply)", self._what)
            self._make = None
        if self._failure is not None:
            raise Failure(self._failure)
        return self._value

    def _cycle(self) -> Value:
        return pending(f"{self._what} (refers to itself)", self._what)
