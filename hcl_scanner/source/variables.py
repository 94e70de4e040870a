"""The value of a variable: what was given, or its default, as its type asks for; else what is known of it."""

from __future__ import annotations

from collections.abc import Callable

from policies.values import Choice, OneOf, Unknown

from . import syntax
from .alternatives import MOST, answer_text
from .conversion import convert, with_defaults
from .domain import Failure, Fields, Value, describe, pending
from .expressions import Scope, evaluate
from .syntax import Section
from .type_constraints import ANY, Type, is_primitive, read_type

Given = Callable[[Type, bool], Value]
"""Makes the given value for a type; the flag says that a text stands for itself (primitive or untyped variables)."""


class _Nothing(Fields):
    """Defaults and variables files may not refer to anything."""

    def attribute(self, name: str) -> Value:
        return pending(name)


NOTHING = Scope(_Nothing())


def variable_value(section: Section, address: str, given: Given | None) -> Value:
    """What a variable is; ``address`` is what it is called ("module.web.var.port"). Never raises ``Failure``."""
    if section.broken:
        return pending(address)
    try:
        return _value(section, address, given)
    except Failure as failure:
        return pending(f"{address} ({failure})", address)


def _value(section: Section, address: str, given: Given | None) -> Value:
    setting = section.settings.get("type")
    type_ = read_type(setting.expression, lambda node: evaluate(node, NOTHING)) if setting else ANY
    literal = setting is None or is_primitive(type_)
    if given is not None:
        value = given(type_, literal)
        value = _default(section, address) if value is None and _refuses_null(section) else value
    else:
        value = _default(section, address)
    return _constrained(convert(with_defaults(value, type_), type_), section)


def _default(section: Section, address: str) -> Value:
    setting = section.settings.get("default")
    return evaluate(setting.expression, NOTHING) if setting else pending(address)


def _refuses_null(section: Section) -> bool:
    setting = section.settings.get("nullable")
    return isinstance(setting and setting.expression, syntax.Literal) and setting.expression.value is False  # type: ignore[union-attr]


def _constrained(value: Value, section: Section) -> Value:
    """An unknown value whose validation lists what it may be is one of those."""
    if not isinstance(value, Unknown):
        return value
    for inner in section.sections:
        condition = inner.settings.get("condition") if inner.type == "validation" else None
        allowed = _allowed(condition.expression, section.labels[0]) if condition else None
        if allowed and len(allowed) <= MOST:
            asks = describe(value)
            return OneOf(tuple(Choice(one, frozenset({(asks, answer_text(one))})) for one in allowed))
    return value


def _allowed(node: syntax.Node, name: str) -> list[Value] | None:
    """The values for which a validation can hold, None where it does not list them."""
    match node:
        case syntax.Parens(inner=inner):
            return _allowed(inner, name)
        case syntax.Call(name="contains", arguments=(syntax.TupleOf(items=items), tested)) if _is_variable(
            tested, name
        ):
            return [item.value for item in items] if all(isinstance(item, syntax.Literal) for item in items) else None
        case syntax.Binary(operator="==", left=left, right=syntax.Literal(value=value)) if _is_variable(left, name):
            return [value]
        case syntax.Binary(operator="||", left=left, right=right):
            one, other = _allowed(left, name), _allowed(right, name)
            return None if one is None or other is None else [*one, *(item for item in other if item not in one)]
        case syntax.Binary(operator="&&", left=left, right=right):
            return _allowed(left, name) or _allowed(right, name)
    return None


def _is_variable(node: syntax.Node, name: str) -> bool:
    match node:
        case syntax.Attribute(of=syntax.Name(name="var"), name=found):
            return bool(found == name)
    return False
