"""Conversions of values to the type constraints of variables, defaults of ``optional()`` included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policies.values import OneOf, Unknown

from .alternatives import lift
from .domain import MAPPINGS, SEQUENCES, Failure, Group, Lst, Map, Obj, Opaque, Pending, Tup, Value, nothing_of
from .primitives import kind_of, to_bool, to_number, to_text
from .type_constraints import ANY, Attribute, Collection, Objects, Primitive, Tuples, Type, kind_of_type
from .unification import to_set, unified


def convert(value: Value, wanted: Type) -> Value:
    """The value as the type asks for it; unknown parts stay. Raises ``Failure`` where there is no conversion."""
    if isinstance(value, OneOf):
        return lift(lambda one: convert(one, wanted), value)
    if value is None or isinstance(value, Opaque) or wanted == ANY:
        return value
    if isinstance(value, Unknown):
        return (
            replace(value, kind=wanted.name) if isinstance(value, Pending) and isinstance(wanted, Primitive) else value
        )
    return _converted(value, wanted)


def _converted(value: Value, wanted: Type) -> Value:
    match wanted:
        case Primitive(name="string"):
            return to_text(value)
        case Primitive(name="number"):
            return to_number(value)
        case Primitive(name="bool"):
            return to_bool(value)
        case Collection():
            return _to_collection(value, wanted)
        case Objects():
            return _to_object(value, wanted)
        case Tuples(items=items):
            if isinstance(value, SEQUENCES) and len(value) == len(items):
                return Tup(convert(item, kind) for item, kind in zip(value, items, strict=True))
    raise Failure(f"{kind_of(value)} does not fit the type that is asked for")


def _to_collection(value: Value, wanted: Collection) -> Value:
    if wanted.kind == "map":
        if not isinstance(value, MAPPINGS):
            raise Failure(f"a map is required, not {kind_of(value)}")
        items = _elements(value.values(), wanted.element)
        if not items:
            return nothing_of(Map, kind_of_type(wanted.element))
        return Map(sorted(zip(value, items, strict=True)) if isinstance(value, Map) else zip(value, items, strict=True))
    if not isinstance(value, SEQUENCES):
        raise Failure(f"a {wanted.kind} is required, not {kind_of(value)}")
    items = _elements(value, wanted.element)
    if not items:
        of = kind_of_type(wanted.element) or getattr(value, "of", "")
        return nothing_of(Lst, of) if wanted.kind == "list" else nothing_of(Group, of)
    return Lst(items) if wanted.kind == "list" else to_set(items)


def _elements(items: Iterable[Value], element: Type) -> list[Value]:
    return unified(list(items)) if element == ANY else [convert(item, element) for item in items]


def _to_object(value: Value, wanted: Objects) -> Value:
    if not isinstance(value, MAPPINGS):
        raise Failure(f"an object is required, not {kind_of(value)}")
    return Obj((name, _member(value, name, attribute)) for name, attribute in sorted(wanted.attributes.items()))


def _member(value: Value, name: str, attribute: Attribute) -> Value:
    if name not in value and not attribute.optional:
        raise Failure(f'the attribute "{name}" is required')
    return convert(value.get(name), attribute.type)


def with_defaults(value: Value, wanted: Type) -> Value:
    """The value with the defaults of ``optional()`` filled in wherever an attribute is absent or null."""
    if isinstance(value, OneOf):
        return lift(lambda one: with_defaults(one, wanted), value)
    match wanted:
        case Objects(attributes=attributes) if isinstance(value, MAPPINGS):
            filled = {
                name: with_defaults(_filled(value.get(name), kind), kind.type) for name, kind in attributes.items()
            }
            absent = {name for name, kind in attributes.items() if name not in value and not kind.optional}
            rest = {name: item for name, item in value.items() if name not in attributes}
            return type(value)(rest | {name: item for name, item in filled.items() if name not in absent})
        case Collection(kind="map", element=element) if isinstance(value, MAPPINGS):
            return type(value)((key, with_defaults(item, element)) for key, item in value.items())
        case Collection(element=element) if isinstance(value, SEQUENCES):
            return type(value)(with_defaults(item, element) for item in value)
        case Tuples(items=items) if isinstance(value, SEQUENCES) and len(value) == len(items):
            return type(value)(with_defaults(item, kind) for item, kind in zip(value, items, strict=True))
    return value


def _filled(value: Value, attribute: Attribute) -> Value:
    return attribute.default if value is None and attribute.optional else value
