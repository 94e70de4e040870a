"""The value of a variable: what was given, or its default, as its type asks for; else what is known of it."""

from __future__ import annotations

from collections.abc import Callable

from . import syntax
from .conversion import convert, with_defaults
from .domain import Failure, Fields, Value, pending
from .expressions import Scope, evaluate
from .syntax import Section
from .type_constraints import ANY, Type, is_primitive, read_type
from .validations import constrained

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
    return convert(constrained(convert(with_defaults(value, type_), type_), section), type_)


def _default(section: Section, address: str) -> Value:
    setting = section.settings.get("default")
    return evaluate(setting.expression, NOTHING) if setting else pending(address)


def _refuses_null(section: Section) -> bool:
    setting = section.settings.get("nullable")
    return isinstance(setting and setting.expression, syntax.Literal) and setting.expression.value is False  # type: ignore[union-attr]
