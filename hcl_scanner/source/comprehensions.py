"""``for`` over a collection: every element under the condition that it is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from policies.values import Choice, Unknown, compatible

from .access import entries
from .alternatives import MOST, flat, fork, lift, settled
from .domain import Failed, Failure, Obj, Opaque, Pending, Tup, Value, made_from, pending
from .primitives import text, to_bool
from .stack import step

MOST_ELEMENTS = 4096

Pair: TypeAlias = tuple[Value, Value]
"""The key (None in a tuple) and the value of one element of the result."""

Element: TypeAlias = Callable[[Value, Value], Pair]
Collect: TypeAlias = Callable[[Sequence[Pair]], Value]


def walk(over: Value, test: Callable[[Value, Value], Value], element: Element, collect: Collect) -> Value:
    """The collection that ``for`` makes; ``test`` and ``element`` take the key and the item. Raises ``Failure``."""
    return lift(lambda one: _walked(one, test, element, collect), over)


def _walked(over: Value, test: Callable[[Value, Value], Value], element: Element, collect: Collect) -> Value:
    found = entries(over)
    if isinstance(found, Unknown) or len(found) > MOST_ELEMENTS:
        return _unknown(over, element)
    if not found:
        _refuse(test(pending("each key"), pending("each value")))
    states: list[Choice] = [Choice(())]
    for key, item in found:
        tests = fork(test(key, item)) if step() else [Choice(Failed("too many steps"))]
        if any(isinstance(one.value, Unknown | Failed) for one in tests):
            return _unknown(over, element)
        states = _extended(states, tests, lambda key=key, item=item: element(key, item))  # type: ignore[misc]
        if len(states) > MOST:
            return _unknown(over, element)
    return settled(flat(Choice(collect(state.value), state.when) for state in states))


def _refuse(condition: Value) -> None:
    """Even over nothing Terraform looks at the condition, with a key and a value that are not known."""
    if condition is None:
        raise Failure("the condition is null")
    to_bool(condition)


def _extended(states: list[Choice], tests: list[Choice], make: Callable[[], Pair]) -> list[Choice]:
    """Every list so far, with and without this element, under the conditions of its test."""
    taken = {True: (make(),) if any(_yes(one) for one in tests) else (), False: ()}
    if len(states) == len(tests) == 1:
        return [Choice(states[0].value + taken[_yes(tests[0])], states[0].when | tests[0].when)]
    return [
        Choice(state.value + taken[_yes(one)], state.when | one.when)
        for state in states
        for one in tests
        if compatible(state.when, one.when)
    ]


def _yes(test: Choice) -> bool:
    if test.value is None:
        raise Failure("the condition is null")
    return test.value is True or test.value == "true"


def as_tuple(found: Sequence[Pair]) -> Value:
    return Tup(value for _, value in found)


def as_object(found: Sequence[Pair]) -> Value:
    return _keyed(found, _object)


def as_groups(found: Sequence[Pair]) -> Value:
    """An object of tuples: the values of each key together."""
    return _keyed(found, _groups)


def _keyed(found: Sequence[Pair], made: Callable[[list[str], list[Value]], Value]) -> Value:
    values = [value for _, value in found]

    def with_keys(*keys: Value) -> Value:
        if any(isinstance(key, Unknown) for key in keys):
            return made_from("object", *keys, *values)
        return made(list(map(text, keys)), values)

    return lift(with_keys, *(key for key, _ in found))


def _object(keys: list[str], values: list[Value]) -> Value:
    if len(set(keys)) < len(keys):
        raise Failure("two elements have the same key")
    return Obj(sorted(zip(keys, values, strict=True), key=lambda pair: pair[0]))


def _groups(keys: list[str], values: list[Value]) -> Value:
    grouped: dict[str, list[Value]] = {key: [] for key in sorted(keys)}
    for key, value in zip(keys, values, strict=True):
        grouped[key].append(value)
    return Obj((key, Tup(items)) for key, items in grouped.items())


def _unknown(over: Value, element: Element) -> Value:
    """Over the stand-in of many resources the element's own reference is what the whole leads to."""
    if isinstance(over, Opaque) and over.many:
        _, value = element(over.whole(), over)
        if isinstance(value, Pending) and value.ref:
            return replace(value, kind="")
    return made_from("for", over)
