"""Terraform's operators and conditionals, on known values, unknowns and alternatives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from policies.values import Choice, OneOf, Unknown, compatible

from .alternatives import MOST, flat, fork, lift, options, settled
from .arithmetic import Number, normal
from .domain import (
    Failed,
    Failure,
    Fields,
    Opaque,
    Pending,
    Value,
    describe,
    made_from,
    shortened,
)
from .equality import opposite, same
from .primitives import number, to_bool, to_number
from .unification import clash, unified


def binary(operator: str, left: Value, right: Value) -> Value:
    """Every operator but ``&&`` and ``||``. Raises ``Failure``."""
    match operator:
        case "==":
            return lift(same, left, right)
        case "!=":
            return negation(lift(same, left, right))
    return lift(lambda one, other: _numeric(operator, one, other), left, right)


def _numeric(operator: str, left: Value, right: Value) -> Value:
    left, right = to_number(left), to_number(right)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        made = made_from(operator, left, right, kind="bool" if operator[0] in "<>" else "number")
        return replace(made, asks=shortened(f"{describe(left)} {operator} {describe(right)}"))
    one, other = number(left), number(right)
    found = _computed(operator, one, other)
    return made_from(operator, left, right, kind="number") if found is None else found


def _computed(operator: str, one: Number, other: Number) -> Value:  # noqa: C901 - a case for each operator
    """The result on known numbers; None for what Terraform has and numbers here have not: minus zero and infinity."""
    match operator:
        case "<":
            return one < other
        case ">":
            return one > other
        case "<=":
            return one <= other
        case ">=":
            return one >= other
        case "+":
            return normal(one + other)
        case "-":
            return normal(one - other)
        case "*":
            return normal(one * other) if one and other else _zero(one, other)
        case "%" if other == 0:
            return one  # as Terraform has it
    if other == 0 and one == 0:
        raise Failure("zero divided by zero")
    if other == 0 or one == 0:
        return _zero(one, other) if other else None
    quotient = normal(Fraction(one) / Fraction(other))
    return quotient if operator == "/" else normal(one - normal(other * int(quotient)))


def _zero(one: Number, other: Number) -> int | None:
    return 0 if one >= 0 and other >= 0 else None


def negation(value: Value) -> Value:
    return lift(_negated, value)


def _negated(value: Value) -> Value:
    found = to_bool(value)
    return opposite(found) if isinstance(found, Pending) else not found


def negative(value: Value) -> Value:
    return lift(lambda one: made_from("-", one, kind="number") if one == 0 else _numeric("-", 0, one), value)


def both(left: Value, right: Callable[[], Value], stop: bool) -> Value:
    """``left && right`` (``stop`` False) or ``left || right`` (``stop`` True)."""
    found: list[Choice] = []
    for choice in fork(_bool(left)):
        if isinstance(choice.value, bool) and choice.value != stop:
            after = _tried(lambda: OneOf(tuple(fork(_bool(right())))))
            found += flat([Choice(after, choice.when)])
        else:
            found.append(choice)
    return settled(found)


def _bool(value: Value) -> Value:
    return lift(to_bool, value)


class Branch(NamedTuple):
    """One side of a conditional: what it is, and where that fails what type it would have had."""

    make: Callable[[], Value]
    shape: Callable[[], Value]


def conditional(test: Value, yes: Branch, no: Branch) -> Value:
    """One of two values, or both under their conditions. Raises ``Failure``."""
    if isinstance(test, Pending) and test.kind in ("number", "sequence", "mapping"):
        return made_from("conditional", test)  # it fails, but only once it is known
    tests = fork(_bool(test))
    if len(tests) == 1:
        chosen, other = (yes, no) if tests[0].value is True else (no, yes)
        if isinstance(tests[0].value, Failed):
            raise Failure(tests[0].value.reason)
        return tests[0].value if isinstance(tests[0].value, Unknown) else _like(chosen, other)
    first, second = _tried(yes.make), _tried(no.make)
    values = {True: _common(first, _typed(second, no)), False: _common(second, _typed(first, yes))}
    return settled(flat(Choice(values.get(test.value, test.value), test.when) for test in tests))


def _tried(make: Callable[[], Value]) -> Value:
    try:
        return make()
    except Failure as failure:
        return Failed(str(failure))


def _like(chosen: Branch, other: Branch) -> Value:
    """The chosen value in the type that both have in common; only numbers, bools and collections can change."""
    value = chosen.make()
    if isinstance(value, Opaque):
        return value
    beside = _typed(_tried(other.make), other)
    if value is None and clash(_typed(value, chosen), beside):
        raise Failure("the results of the condition are of different kinds")
    return value if value is None or isinstance(value, Unknown) else _common(value, beside)


def _typed(value: Value, branch: Branch) -> Value:
    return _tried(branch.shape) if value is None or isinstance(value, Failed) else value


def _typed_by(other: Value, chosen: Value) -> bool:
    """Whether the other value says in what type the chosen one must be."""
    if isinstance(other, Pending):
        return bool(other.kind) and not isinstance(chosen, tuple | dict)
    return not (other is None or isinstance(other, Failed | Unknown | Fields))


def _common_choices(chosen: Value, other: Value) -> Value:
    """As ``lift``, but a choice of the other branch that fails does not make the chosen one fail."""
    pairs = [(one, two) for one in options(chosen) for two in options(other) if compatible(one.when, two.when)]
    if len(pairs) > MOST:
        return made_from("conditional", chosen, other)
    found = ((_tried(partial(_common, one.value, two.value)), one.when | two.when) for one, two in pairs)
    return settled(flat(Choice(value, when) for value, when in found))


def _common(chosen: Value, other: Value) -> Value:
    if isinstance(chosen, OneOf) or isinstance(other, OneOf):
        return _common_choices(chosen, other)
    if isinstance(other, Failed) and isinstance(chosen, tuple | dict):
        return made_from("conditional", chosen)  # its type cannot be told from a branch that fails
    if clash(chosen, other):
        raise Failure("the results of the condition are of different kinds")
    if chosen is None or isinstance(chosen, Failed | Unknown | Fields) or not _typed_by(other, chosen):
        return chosen
    try:
        return unified([chosen, other])[0]
    except Failure:
        # Terraform refuses most of these, and converts some: no certain value either way.
        return made_from("conditional", chosen, other)
