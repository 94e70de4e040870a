"""The syntax of Terraform, as small as evaluation needs it.

``start`` and ``end`` are character offsets in the text that was parsed (a block, a template, a variables file).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

Node: TypeAlias = Any
"""One of the classes of this module that stand for an expression."""


class Literal(NamedTuple):
    start: int
    end: int
    value: str | bool | int | Any | None


class Name(NamedTuple):
    start: int
    end: int
    name: str


class Parens(NamedTuple):
    start: int
    end: int
    inner: Node


class Template(NamedTuple):
    """A quoted template; one part that is an expression passes its value through."""

    start: int
    end: int
    parts: tuple[Node, ...]


class RawTemplate(NamedTuple):
    """A heredoc or quoted template that is parsed when it is first asked for: its source, delimiters included."""

    start: int
    end: int
    text: str


class BareTemplate(NamedTuple):
    """A string of the JSON syntax that holds a template."""

    start: int
    end: int
    text: str


class TemplateIf(NamedTuple):
    start: int
    end: int
    test: Node
    yes: tuple[Node, ...]
    no: tuple[Node, ...]


class TemplateFor(NamedTuple):
    start: int
    end: int
    key: str | None
    item: str
    over: Node
    parts: tuple[Node, ...]


class TupleOf(NamedTuple):
    start: int
    end: int
    items: tuple[Node, ...]


class ObjectOf(NamedTuple):
    start: int
    end: int
    items: tuple[tuple[Node, Node], ...]


class Attribute(NamedTuple):
    start: int
    end: int
    of: Node
    name: str


class Index(NamedTuple):
    start: int
    end: int
    of: Node
    key: Node


class Splat(NamedTuple):
    """``of[*].a[0]``: each step is an attribute name, a key expression, or (``of[*].a[*]``) the steps of a splat in it."""

    start: int
    end: int
    of: Node
    steps: tuple[Any, ...]


class Call(NamedTuple):
    start: int
    end: int
    name: str
    arguments: tuple[Node, ...]
    expands: bool


class Conditional(NamedTuple):
    start: int
    end: int
    test: Node
    yes: Node
    no: Node


class Binary(NamedTuple):
    start: int
    end: int
    operator: str
    left: Node
    right: Node


class Unary(NamedTuple):
    start: int
    end: int
    operator: str
    of: Node


class For(NamedTuple):
    """``[for key, item in over : value if test]``, or an object where ``name`` is set (``groups`` for ``...``)."""

    start: int
    end: int
    key: str | None
    item: str
    over: Node
    name: Node | None
    value: Node
    test: Node | None
    groups: bool


class RawSetting(NamedTuple):
    """An attribute as parsed, before it is known in which file it stands."""

    name: str
    start: int
    end: int
    expression: Node


class RawSection(NamedTuple):
    """A block as parsed: its body holds ``RawSetting`` and ``RawSection`` in the order of the source."""

    type: str
    labels: tuple[str, ...]
    start: int
    opening: int
    end: int
    body: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as read: its path as reports show it, its folder on disk, and its text."""

    path: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Setting:
    """One attribute ``name = expression``; ``base`` is what must be added to its offsets to get those of the file."""

    name: str
    start: int
    end: int
    expression: Node
    file: SourceFile
    base: int


@dataclass(frozen=True, slots=True)
class Section:
    """One block and what is in it. ``opening`` is the offset of its ``{``.

    ``settings`` and ``sections`` are in the order of the source; ``broken`` is why the block could not be read.
    """

    type: str
    labels: tuple[str, ...]
    start: int
    opening: int
    end: int
    settings: Mapping[str, Setting]
    sections: tuple[Section, ...]
    file: SourceFile
    base: int
    broken: str | None = None
