"""What stands behind a value: ``.name``, ``[key]``, ``[*]``, and the pairs that ``for`` walks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from policies.values import Ref, Unknown

from .alternatives import alternative_of, lift
from .domain import (
    MAPPINGS,
    SEQUENCES,
    TEXTS,
    Failed,
    Failure,
    Fields,
    Group,
    Lst,
    Opaque,
    Pending,
    Tup,
    Value,
    describe,
    pending,
    shortened,
)
from .primitives import number, text


def attribute(value: Value, name: str) -> Value:
    """``value.name``. Raises ``Failure``."""
    return lift(lambda one: _attribute(one, name), value)


def _attribute(value: Value, name: str) -> Value:
    match value:
        case Pending():
            return derived(value, f".{name}")
        case Fields():
            return value.attribute(name)
        case dict() if name in value:
            return value[name]
    owner = "a list has" if isinstance(value, SEQUENCES) else "there is"
    raise Failure(f'{owner} no attribute "{name}"')


def derived(value: Pending, path: str) -> Pending:
    """A part of something that is not known; a part of a resource stays a reference to it."""
    if value.kind in ("string", "number", "bool"):
        raise Failure(f"a {value.kind} has no parts")
    ref = value.ref and Ref(value.ref.address, (value.ref.attribute + path).lstrip("."))
    kind = "string" if ref and ref.attribute in TEXTS else ""
    return replace(
        value, why=value.why + path, ref=ref, asks=shortened(describe(value) + path), negated=False, kind=kind
    )


def index(value: Value, key: Value) -> Value:
    """``value[key]``. Raises ``Failure``."""
    return lift(_index, value, key)


def _index(value: Value, key: Value) -> Value:
    if isinstance(value, Opaque) and value.many:
        return value
    if isinstance(value, Pending):
        return derived(value, f"[{describe(key)}]")
    if isinstance(key, Pending):
        return _unknown_index(value, key)
    if isinstance(value, Fields) and isinstance(key, str):
        return value.attribute(key)
    if isinstance(value, MAPPINGS):
        return _entry(value, key)
    if isinstance(value, Tup | Lst):
        position = number(key)
        if isinstance(position, int) and 0 <= position < len(value):
            return value[position]
    raise Failure("there is no such element")


def _entry(value: dict[str, Value], key: Value) -> Value:
    name = text(key)
    if name not in value:
        raise Failure(f'there is no element "{name}"')
    return value[name]


def _unknown_index(value: Value, key: Pending) -> Value:
    if isinstance(value, MAPPINGS):
        return alternative_of(key, sorted(value.items()), Failed("there is no such element"))
    if isinstance(value, Tup | Lst):
        return alternative_of(key, enumerate(value), Failed("there is no such element"))
    if isinstance(value, Group | Fields):
        return pending(key.why, f"element [{describe(key)}]")
    raise Failure("there is no such element")


def splat(value: Value, step: Callable[[Value], Value]) -> Value:
    """``value[*]…`` where ``step`` is what follows for each element. Raises ``Failure``."""
    return lift(lambda one: _splat(one, step), value)


def _splat(value: Value, step: Callable[[Value], Value]) -> Value:
    match value:
        case None:
            return Tup()
        case Pending(kind="string" | "number" | "bool"):
            return replace(value, asks=shortened(f"{describe(value)}[*]"), negated=False, kind="sequence", ref=None)
        case Pending():
            return step(derived(value, "[*]") if value.ref is None else value)
        case Opaque() if value.many:
            return step(value)
        case tuple():
            kind = Tup if isinstance(value, Tup) else Lst
            return kind(step(item) for item in value)
    return Tup([step(value)])


def entries(value: Value) -> list[tuple[Value, Value]] | Unknown:
    """The (key, value) pairs that ``for`` walks, in its order; an unknown where they are not known."""
    match value:
        case Pending():
            return value
        case Opaque():
            return value.whole()
        case Group():
            return [(item, item) for item in value]
        case _ if isinstance(value, SEQUENCES):
            return list(enumerate(value))
        case dict():
            return sorted(value.items(), key=lambda pair: pair[0])
    raise Failure("only collections can be walked")
