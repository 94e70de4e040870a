"""The configuration in a plan: for every block and module call the references of its expressions.

It has neither locals nor dynamic blocks, and of an expression only its constant value or what it refers to
(hashicorp/terraform internal/command/jsonconfig/config.go and expression.go).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeAlias, TypeGuard

from msgspec import Raw, Struct, field

from .decoding import told

NOTHING = Raw(b"null")
Expression: TypeAlias = Mapping[str, Any]
"""``{"references": [...]}``, ``{"constant_value": ...}``, or empty: made of constants by a function.

Where the source is JSON, the constant value is what is written, templates and all, beside the references.
"""


class Repeatable(Struct, frozen=True, dict=True):
    """A block that may have ``for_each`` or ``count``. Most are never asked for, so it is decoded where one is."""

    written: Raw = field(default=NOTHING, name="expressions")
    for_each_expression: Raw = NOTHING
    count_expression: Raw = NOTHING

    @cached_property
    def expressions(self) -> Mapping[str, Any]:
        """What it says of each attribute."""
        return as_expression(told(self.written))

    @property
    def repeated_by(self) -> set[str]:
        """``count`` or ``for_each``, or neither."""
        ways = {"count": self.count_expression, "for_each": self.for_each_expression}
        return {name for name, expression in ways.items() if told(expression) is not None}

    @cached_property
    def over(self) -> Expression:
        """What it is repeated over, nothing where that is not told."""
        return as_expression(told(self.for_each_expression) or told(self.count_expression))


class Resource(Repeatable, frozen=True):
    address: str = ""


class Variable(Struct, frozen=True):
    default: Any = None


class Output(Struct, frozen=True):
    expression: Any = None


class Module(Struct, frozen=True):
    resources: tuple[Resource, ...] = ()
    module_calls: dict[str, Call] = {}
    outputs: dict[str, Output] = {}
    variables: dict[str, Variable] = {}


class Call(Repeatable, frozen=True):
    source: str = ""
    module: Module = field(default_factory=Module)


class Configuration(Struct, frozen=True):
    root_module: Module = field(default_factory=Module)


def is_expression(found: object) -> TypeGuard[Expression]:
    """Whether it is an attribute's expression, not a nested block."""
    return isinstance(found, dict) and found.keys() <= {"references", "constant_value"}


def as_expression(found: object) -> Expression:
    return found if isinstance(found, dict) else {}


def references(expression: Expression) -> list[str]:
    """What an expression refers to, each from the most to the least specific."""
    found = expression.get("references")
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def is_constant(expression: Expression) -> bool:
    """Whether ``constant_value`` is the value, not the text of a template of the JSON syntax."""
    if "constant_value" not in expression or references(expression):
        return False
    text = expression["constant_value"]
    return not (isinstance(text, str) and ("${" in text or "%{" in text))
