"""What the validations of a variable leave it to be, where they list it."""

from __future__ import annotations

import re
from functools import reduce

from policies.values import Choice, OneOf, Unknown

from . import syntax
from .alternatives import MOST, answer_text
from .domain import Value, describe
from .syntax import Section

_GROUP = re.compile(r"\^\((?:\?:)?([\w-]+(?:\|[\w-]+)*)\)\$", re.ASCII)
_ANCHORED = re.compile(r"\^[\w-]+\$(?:\|\^[\w-]+\$)*", re.ASCII)


def constrained(value: Value, section: Section) -> Value:
    """An unknown value of a variable as one of those that its validations list."""
    if not isinstance(value, Unknown):
        return value
    conditions = (inner.settings.get("condition") for inner in section.sections if inner.type == "validation")
    listed = (_allowed(one.expression, section.labels[0]) for one in conditions if one)
    allowed = reduce(_both, listed, None)
    if not allowed or len(allowed) > MOST:
        return value
    asks = describe(value)
    return OneOf(tuple(Choice(one, frozenset({(asks, answer_text(one))})) for one in allowed))


def _allowed(node: syntax.Node, name: str) -> list[Value] | None:
    """The values for which a condition on a variable can hold, None where it does not list them."""
    match node:
        case syntax.Parens(inner=inner):
            return _allowed(inner, name)
        case syntax.Binary(operator="||", left=left, right=right):
            return _either(_allowed(left, name), _allowed(right, name))
        case syntax.Binary(operator="&&", left=left, right=right):
            return _both(_allowed(left, name), _allowed(right, name))
        case syntax.Binary(operator="==", left=one, right=other):
            return _compared(one, other, name)
        case syntax.Conditional(test=test, yes=syntax.Literal(value=True), no=no):
            return _either(_allowed(test, name), _allowed(no, name))
        case syntax.Conditional(
            test=syntax.Binary(operator="!=", left=one, right=other), yes=yes, no=syntax.Literal(value=True)
        ):
            return _either(_compared(one, other, name), _allowed(yes, name))
        case syntax.Call(name="anytrue", arguments=(syntax.TupleOf(items=items),)):
            return reduce(_either, (_allowed(item, name) for item in items)) if items else None
        case syntax.Call(name="alltrue", arguments=(syntax.TupleOf(items=items),)):
            return reduce(_both, (_allowed(item, name) for item in items), None)
    return _listed(node, name)


def _listed(node: syntax.Node, name: str) -> list[Value] | None:
    match node:
        case syntax.Call(name="contains", arguments=(syntax.TupleOf(items=items), tested)) if _is(tested, name):
            return [item.value for item in items] if all(isinstance(item, syntax.Literal) for item in items) else None
        case syntax.Call(name="can", arguments=(syntax.Call(name="regex", arguments=arguments),)):
            return _matching(arguments, name)
        case syntax.Binary(
            operator=">" | "!=",
            left=syntax.Call(name="length", arguments=(syntax.Call(name="regexall", arguments=arguments),)),
            right=syntax.Literal(value=0),
        ):
            return _matching(arguments, name)
    return None


def _compared(one: syntax.Node, other: syntax.Node, name: str) -> list[Value] | None:
    for tested, literal in ((one, other), (other, one)):
        if _is(tested, name) and isinstance(literal, syntax.Literal):
            return [literal.value]
    return None


def _matching(arguments: tuple[syntax.Node, ...], name: str) -> list[Value] | None:
    """The words of ``^(HTTP|HTTPS)$`` or ``^HTTP$|^HTTPS$``."""
    match arguments:
        case (syntax.Literal(value=str(pattern)), tested) if _is(tested, name):
            group = _GROUP.fullmatch(pattern)
            if group:
                return list(dict.fromkeys(group[1].split("|")))
            return [part[1:-1] for part in pattern.split("|")] if _ANCHORED.fullmatch(pattern) else None
    return None


def _either(one: list[Value] | None, other: list[Value] | None) -> list[Value] | None:
    return None if one is None or other is None else [*one, *(item for item in other if item not in one)]


def _both(one: list[Value] | None, other: list[Value] | None) -> list[Value] | None:
    return other if one is None else one if other is None else [item for item in one if item in other]


def _is(node: syntax.Node, name: str) -> bool:
    match node:
        case syntax.Attribute(of=syntax.Name(name="var"), name=found):
            return bool(found == name)
    return False
