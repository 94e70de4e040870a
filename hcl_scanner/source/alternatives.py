"""Operations on values that are one of several: done on each choice, conditions kept, never more than a few."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from policies.values import ALWAYS, AnythingBut, Choice, Condition, OneOf, compatible

from .domain import (
    Failed,
    Failure,
    Pending,
    Value,
    describe,
    identical,
    made_from,
    pending,
)

MOST = 16
"""Choices that a value may have; with more it is unknown."""


def lift(operation: Callable[..., Value], *arguments: Value) -> Value:
    """The operation on plain arguments, or on every combination of choices that can hold together."""
    if not any(isinstance(argument, OneOf) for argument in arguments):
        return operation(*arguments)
    combinations = list(_combinations(arguments))
    if len(combinations) > MOST:
        return made_from(getattr(operation, "__name__", "value"), *arguments)
    found = [Choice(_attempt(operation, values), when) for values, when in combinations]
    return settled(flat(found))


def _attempt(operation: Callable[..., Value], values: Sequence[Value]) -> Value:
    failed = next((value for value in values if isinstance(value, Failed)), None)
    if failed:
        return failed
    try:
        return operation(*values)
    except Failure as failure:
        return Failed(str(failure))


def _combinations(arguments: Sequence[Value]) -> Iterator[tuple[list[Value], Condition]]:
    states: list[tuple[list[Value], Condition]] = [([], ALWAYS)]
    for argument in arguments:
        states = [
            ([*values, choice.value], when | choice.when)
            for values, when in states
            for choice in options(argument)
            if compatible(when, choice.when)
        ]
        if len(states) > MOST * MOST:
            break
    yield from states


def options(value: Value) -> Iterable[Choice]:
    return value.choices if isinstance(value, OneOf) else (Choice(value),)


def flat(found: Iterable[Choice]) -> Iterator[Choice]:
    """Choices whose values are plain: alternatives within alternatives opened, impossible ones dropped."""
    for outer in found:
        if not isinstance(outer.value, OneOf):
            yield outer
            continue
        for inner in flat(outer.value.choices):
            if compatible(outer.when, inner.when):
                yield Choice(inner.value, outer.when | inner.when)


def settled(found: Iterable[Choice]) -> Value:
    """One value out of its choices: equal ones joined, a single one by itself. Raises ``Failure`` if all fail."""
    merged = _merged(list(found))
    good = [choice for choice in merged if not isinstance(choice.value, Failed)]
    if not good:
        raise Failure(merged[0].value.reason if merged else "nothing is possible here")
    if len(merged) == 1 or len(merged) > 1 and all(identical(merged[0].value, other.value) for other in merged):
        return merged[0].value
    if len(merged) > MOST:
        return made_from("one of", *(choice.value for choice in good))
    return OneOf(tuple(merged))


def _merged(found: list[Choice]) -> list[Choice]:
    """Joins two choices of one value that differ in the answer to one yes-or-no question only."""
    out: list[Choice] = []
    for choice in found:
        here = choice
        while twin := next((old for old in out if _opposite(old, here)), None):
            out.remove(twin)
            here = Choice(here.value, here.when & twin.when)
        if not any(old.when == here.when and identical(old.value, here.value) for old in out):
            out.append(here)
    return out


def _opposite(one: Choice, other: Choice) -> bool:
    differing = one.when ^ other.when
    answers = {answer for _, answer in differing}
    questions = {question for question, _ in differing}
    return len(questions) == 1 and answers == {"true", "false"} and identical(one.value, other.value)


def fork(value: Value) -> list[Choice]:
    """A condition that is not known, as true and as false; anything else as its choices."""
    found: list[Choice] = []
    for choice in options(value):
        if isinstance(choice.value, Pending) and choice.value.asks:
            for answer in (True, False):
                text = "true" if answer != choice.value.negated else "false"
                when = frozenset({(choice.value.asks, text)})
                if compatible(when, choice.when):
                    found.append(Choice(answer, choice.when | when))
        else:
            found.append(choice)
    return found


def spread(value: Value) -> Value:
    """A collection that holds alternatives as alternatives of plain collections (unknown where there are too many)."""
    if isinstance(value, OneOf):
        return settled(flat(Choice(spread(choice.value), choice.when) for choice in value.choices))
    if isinstance(value, tuple):
        kind = type(value)
        return lift(lambda *items: kind(items), *map(spread, value)) if _holds(value) else value
    if isinstance(value, dict):
        shape, keys = type(value), list(value)
        items = map(spread, value.values())
        return lift(lambda *each: shape(zip(keys, each, strict=True)), *items) if _holds(value) else value
    return value


def _holds(value: Value) -> bool:
    if isinstance(value, OneOf):
        return True
    if isinstance(value, dict):
        return any(map(_holds, value.values()))
    return isinstance(value, tuple) and any(map(_holds, value))


def answer_text(value: Value) -> str:
    """How a known value reads as the answer to a question."""
    return value if isinstance(value, str) else describe(value)


def alternative_of(question: Pending, known: Iterable[tuple[Value, Value]], otherwise: Value) -> Value:
    """What a table gives for an unknown key: each (key, value) under its answer, and ``otherwise`` for any other key."""
    asks = describe(question)
    table = [(answer_text(key), value) for key, value in known]
    found = [Choice(value, frozenset({(asks, answer)})) for answer, value in table]
    found.append(Choice(otherwise, frozenset({(asks, AnythingBut(answer for answer, _ in table))})))
    if len(found) > MOST:
        return pending(question.why, f"table[{asks}]")
    return settled(flat(found))
