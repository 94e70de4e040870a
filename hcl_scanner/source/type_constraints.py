"""The type constraints of variables: ``list(object({port = optional(number, 80)}))``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from . import syntax
from .grammar import NotParsed
from .parsing import parse_expression


@dataclass(frozen=True, slots=True)
class Primitive:
    """``string``, ``number``, ``bool`` or ``any``."""

    name: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A ``list``, ``set`` or ``map`` of one type."""

    kind: str
    element: Type


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an object type; ``default`` is what ``optional()`` gives it."""

    type: Type
    optional: bool = False
    default: Any = None


@dataclass(frozen=True, slots=True)
class Objects:
    attributes: Mapping[str, Attribute]


@dataclass(frozen=True, slots=True)
class Tuples:
    items: tuple[Type, ...]


Type: TypeAlias = Primitive | Collection | Objects | Tuples

ANY = Primitive("any")
_WORDS: dict[str, Type] = {
    "string": Primitive("string"),
    "number": Primitive("number"),
    "bool": Primitive("bool"),
    "any": ANY,
    "list": Collection("list", ANY),
    "set": Collection("set", ANY),
    "map": Collection("map", ANY),
}


def read_type(node: syntax.Node, evaluate: Callable[[syntax.Node], Any]) -> Type:
    """The type that an expression spells; ``any`` where it is none. ``evaluate`` reads the defaults of ``optional``."""
    match node:
        case syntax.Name(name=name):
            return _WORDS.get(name, ANY)
        case syntax.Literal(value=str() as text):
            return _spelled(text, evaluate)
        case syntax.Call(name="list" | "set" | "map" as kind, arguments=(element,)):
            return Collection(kind, read_type(element, evaluate))
        case syntax.Call(name="tuple", arguments=(syntax.TupleOf(items=items),)):
            return Tuples(tuple(read_type(item, evaluate) for item in items))
        case syntax.Call(name="object", arguments=(syntax.ObjectOf(items=items),)):
            named = ((key.value, value) for key, value in items if isinstance(key, syntax.Literal))
            return Objects({str(name): _attribute(value, evaluate) for name, value in named})
        case syntax.Parens(inner=inner):
            return read_type(inner, evaluate)
    return ANY


def _spelled(text: str, evaluate: Callable[[syntax.Node], Any]) -> Type:
    """A type in quotes, as JSON syntax has it."""
    if text in _WORDS:
        return _WORDS[text]
    try:
        return read_type(parse_expression(text), evaluate)
    except NotParsed:
        return ANY


def _attribute(node: syntax.Node, evaluate: Callable[[syntax.Node], Any]) -> Attribute:
    if isinstance(node, syntax.Call) and node.name == "optional" and node.arguments:
        default = evaluate(node.arguments[1]) if len(node.arguments) > 1 else None
        return Attribute(read_type(node.arguments[0], evaluate), True, default)
    return Attribute(read_type(node, evaluate))


def kind_of_type(type_: Type) -> str:
    """What its values are: "string", "number", "bool", "sequence" or "mapping"; empty for ``any``."""
    match type_:
        case Primitive(name=name):
            return "" if name == "any" else name
        case Collection(kind="map") | Objects():
            return "mapping"
    return "sequence"


def is_primitive(type_: Type) -> bool:
    return isinstance(type_, Primitive) and type_.name != "any"
