"""Conversions to a type, and the functions that pick the first value that serves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

from policies.values import OneOf, Unknown

from ..alternatives import lift
from ..calls import Function, Needs
from ..conversion import convert
from ..domain import TEXTS, Failure, Group, Obj, Opaque, Pending, Tup, Value, made_from, pending
from ..operators import Branch, conditional
from ..primitives import to_bool
from ..type_constraints import ANY, Collection
from ..unification import clash, rank, unified, without_doubt


def _to(kind: str) -> Function:
    ranks = "mapping" if kind == "map" else "sequence"

    def run(value: Value) -> Value:
        if isinstance(value, Pending):
            if value.kind not in ("", ranks):
                raise Failure(f"this is no {kind}")
            return replace(value, kind=ranks)
        if isinstance(value, Unknown):
            return value
        if isinstance(value, Opaque):
            return value if value.many else made_from(f"to{kind}", value)
        if isinstance(value, Tup | Obj):
            without_doubt(list(value.values()) if isinstance(value, dict) else list(value))
        return convert(value, Collection(kind, ANY))

    return Function(run, Needs.NOTHING)


def _coalesce(*values: Value) -> Value:
    """The first that is neither null nor empty; an unknown one is taken under the condition that it is there."""
    if any(clash(one, other) for one, other in combinations(values, 2)):
        raise Failure("the arguments have no common type")

    if len({isinstance(value, Group) for value in values if isinstance(value, tuple)}) > 1:
        raise ValueError("which type a set and a list have in common depends on their elements")

    def empty(value: Value) -> bool:
        return value in (None, "") if not isinstance(value, tuple | dict) else False

    return lift(lambda found: _typed(found, list(values)), _first(list(values), empty))


def _coalesce_list(*values: Value) -> Value:
    if any(rank(value) not in ("sequence", "opaque") or isinstance(value, Group) for value in values):
        raise Failure("lists are required")
    if None in values:
        raise ValueError("whether Terraform takes this depends on the type of the null")
    return _first(list(values), lambda value: value is None or value in ((), {}))


def _first(values: list[Value], empty: Callable[[Value], bool]) -> Value:
    if not values:
        raise Failure("every argument is null or empty")
    here, rest = values[0], values[1:]
    if isinstance(here, OneOf):
        return lift(lambda one: _first([one, *rest], empty), here)
    if isinstance(here, Unknown):
        return _maybe(here, rest, lambda: _first(rest, empty))
    return here if isinstance(here, Opaque) or not empty(here) else _first(rest, empty)


def _maybe(here: Unknown, rest: list[Value], otherwise: Callable[[], Value]) -> Value:
    if not rest or here.ref and here.ref.attribute in TEXTS:
        return here
    absent = made_from("empty", here)
    return conditional(
        pending(absent.why, absent.asks), Branch(otherwise, otherwise), Branch(lambda: here, lambda: here)
    )


def _typed(here: Value, rest: list[Value]) -> Value:
    """``coalesce(1, "a")`` is "1": all arguments have one type."""
    known = [value for value in rest if value is not None and not isinstance(value, Opaque)]
    try:
        return unified([here, *known])[0]
    except Failure:
        raise ValueError("arguments whose common type cannot be told") from None


def _to_bool(value: Value) -> Value:
    return None if value is None else to_bool(value)


FUNCTIONS = {
    "tolist": _to("list"),
    "toset": _to("set"),
    "tomap": _to("map"),
    "tobool": Function(_to_bool, Needs.NOTHING),
    "coalesce": Function(_coalesce, Needs.NOTHING),
    "coalescelist": Function(_coalesce_list, Needs.NOTHING),
    "sensitive": Function(lambda value: value, Needs.NOTHING),
    "nonsensitive": Function(lambda value: value, Needs.NOTHING),
}
