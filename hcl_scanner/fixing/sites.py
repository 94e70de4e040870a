"""An expression with the place where it is written and the names that are in sight of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from policies.values import OneOf, Unknown

from ..source.domain import Failure, Opaque, Value
from ..source.expressions import Scope, evaluate
from ..source.stack import evaluation
from ..source.syntax import Node, Section, Setting, SourceFile

Bound: TypeAlias = "tuple[Site, Value]"
"""A collection, and the key of the element that a name stands for."""

Steps: TypeAlias = tuple[Any, ...]
"""What is taken of a value, the outermost first: names of attributes, keys, positions."""


class NotWritten(Exception):
    """Why a value is no literal that could be edited; the text goes on after "its value"."""


@dataclass(frozen=True, slots=True)
class Site:
    """``base`` is what its offsets need to become those of the file; None in a template, whose text is no place.

    ``owner`` is the block whose ``for_each`` and ``dynamic`` blocks bind names here, ``bound`` are those of ``for``.
    """

    node: Node
    file: SourceFile
    base: int | None
    scope: Scope
    owner: Section | None = None
    bound: Mapping[str, Bound] = field(default_factory=dict)

    def at(self, node: Node) -> Site:
        """Another expression in the same one."""
        return replace(self, node=node)

    def value(self) -> Value:
        """What it evaluates to. Raises ``NotWritten`` where that is not known."""
        try:
            with evaluation():
                found = evaluate(self.node, self.scope)
        except (Failure, RecursionError):
            raise NotWritten("hangs on what cannot be evaluated") from None
        if isinstance(found, (Unknown, OneOf, Opaque)):
            raise NotWritten("hangs on what is not known yet")
        return found

    @property
    def text(self) -> str:
        return "" if self.base is None else self.file.text[self.base + self.node.start : self.base + self.node.end]

    @property
    def line(self) -> int:
        return self.file.text.count("\n", 0, (self.base or 0) + self.node.start) + 1


def site_of(setting: Setting, scope: Scope, owner: Section | None = None) -> Site:
    """The expression of an attribute."""
    return Site(setting.expression, setting.file, setting.base, scope, owner)
