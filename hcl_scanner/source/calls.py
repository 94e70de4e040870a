"""Calls of built-in functions: which exist, and what an unknown argument does to each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from policies.values import Unknown

from .alternatives import lift, spread
from .domain import Failure, Fields, Opaque, Value, first_unknown, made_from
from .signatures import Signature, check, signature


class Needs(Enum):
    """How much of its arguments a function must know: all of it, which elements are one of several, the outside, nothing."""

    ALL = "all"
    ELEMENTS = "elements"
    OUTER = "outer"
    NOTHING = "nothing"


class Function(NamedTuple):
    """A built-in function on values. ``module`` asks for the module in which it is called as the first argument."""

    run: Callable[..., Value]
    needs: Needs = Needs.ALL
    module: bool = False


@lru_cache(maxsize=1)
def _functions() -> Mapping[str, Function]:
    from .functions import FUNCTIONS

    return FUNCTIONS


def call(name: str, arguments: list[Value], module: Fields) -> Value:
    """What a function gives; unknown where it is not known here. Raises ``Failure`` where Terraform refuses."""
    name = name.removeprefix("core::")
    function, taken = _functions().get(name), signature(name)
    if taken is None:
        return made_from(name, *arguments)
    if function is None:
        return lift(lambda *values: _not_known(name, taken, values), *arguments)
    if function.needs in (Needs.ALL, Needs.ELEMENTS):
        arguments = [spread(argument) for argument in arguments]
    return lift(lambda *values: _applied(name, function, taken, values, module), *arguments)


def _not_known(name: str, taken: Signature, values: tuple[Value, ...]) -> Value:
    check(taken, values)
    return made_from(name, *values, kind=taken.gives)


def _applied(name: str, function: Function, taken: Signature, values: tuple[Any, ...], module: Fields) -> Value:
    check(taken, values)
    unsure = function.needs is Needs.ALL and any(first_unknown(value) for value in values)
    outer = function.needs in (Needs.OUTER, Needs.ELEMENTS) and any(
        isinstance(v, Unknown | Opaque) and not _many(v) for v in values
    )
    if unsure or outer:
        return made_from(name, *values, kind=taken.gives)
    try:
        return function.run(*((module, *values) if function.module else values))
    except Failure:
        raise
    except (TypeError, ValueError, KeyError, IndexError, ArithmeticError, AttributeError, RecursionError, OSError):
        # A combination that the function was not written for: nothing is known, nothing is wrong either.
        return made_from(name, *values, kind=taken.gives)


def _many(value: Value) -> bool:
    return isinstance(value, Opaque) and value.many
