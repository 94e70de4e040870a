"""The one type that several values have in common, and sets."""

from __future__ import annotations

from collections.abc import Iterable

from policies.values import Choice, OneOf, Unknown

from .alternatives import lift, options, spread
from .domain import (
    Failed,
    Failure,
    Group,
    Lst,
    Map,
    Obj,
    Pending,
    Tup,
    Value,
    first_unknown,
    identical,
    is_number,
    nothing_of,
    pending,
)
from .primitives import to_text
from .set_order import set_bytes


def to_set(items: Iterable[Value]) -> Value:
    """A set in Terraform's order. With unknown elements their number is not known, but they are kept."""
    items = list(map(spread, items))
    if any(isinstance(item, OneOf) for item in items):
        return lift(lambda *plain: to_set(plain), *items)
    unique: list[Value] = []
    alike: dict[bytes | None, list[Value]] = {}
    for item in items:
        bucket = alike.setdefault(None if first_unknown(item) else set_bytes(item), [])
        if not any(identical(item, old) for old in bucket):
            bucket.append(item)
            unique.append(item)
    some = in_order([item for item in unique if item is not None])
    return Group([*some, None] if len(some) < len(unique) else some)


def in_order(items: list[Value]) -> list[Value]:
    """The elements of a set as Terraform iterates over it; as they are where some are not known."""
    if len({rank(item) for item in items}) != 1 or any(first_unknown(item) for item in items):
        return items
    return sorted(items, key=None if rank(items[0]) in ("string", "number", "bool") else set_bytes)


def unified(items: list[Value]) -> list[Value]:
    """The items as elements of one list or map. Raises ``Failure`` where they have no common type."""
    if not any(isinstance(item, OneOf) for item in items):
        return _unified(items)
    opened = iter(_unified([choice.value for item in items for choice in options(item)]))
    return [
        OneOf(tuple(Choice(next(opened), choice.when) for choice in item.choices))
        if isinstance(item, OneOf)
        else next(opened)
        for item in items
    ]


def _unified(items: list[Value]) -> list[Value]:
    known = [item for item in items if item is not None and not isinstance(item, Unknown | Failed)]
    kinds = {rank(item) for item in (*known, *(item for item in items if isinstance(item, Pending) and item.kind))}
    if len(kinds) <= 1 and not kinds & {"sequence", "mapping", "opaque"}:
        return items
    if kinds <= {"string", "number", "bool"}:
        if "string" not in kinds:
            raise Failure("a number and a bool have no common type")
        return [item if item is None or isinstance(item, Failed) else to_text(item) for item in items]
    if not known:
        return items
    if kinds == {"mapping"}:
        return _unified_mappings(items, known)
    if kinds == {"sequence"}:
        return _unified_sequences(items, known)
    if "opaque" in kinds:
        return items
    raise Failure("the elements have no common type")


def rank(value: Value) -> str:
    """The kind of a value as far as it is certain: "string", "mapping" …; "opaque" where it is not."""
    match value:
        case Pending(kind=kind) if kind:
            return kind
        case bool():
            return "bool"
        case str():
            return "string"
        case dict():
            return "mapping"
        case tuple():
            return "sequence"
    return "number" if is_number(value) else "opaque"


def clash(one: Value, other: Value) -> bool:
    """Whether two values certainly have no type in common: a text and a list, a number and a bool."""
    kinds = {rank(one), rank(other)}
    return (
        len(kinds) == 2
        and "opaque" not in kinds
        and (kinds == {"number", "bool"} or bool(kinds & {"sequence", "mapping"}))
    )


def _unified_mappings(items: list[Value], known: list[Value]) -> list[Value]:
    """Objects of the same attributes stay objects; others become maps."""
    names = [set(item) for item in known]
    if all(isinstance(item, Obj) for item in known) and all(name == names[0] for name in names):
        columns = {name: iter(unified([item[name] for item in known])) for name in sorted(names[0])}
        return [Obj((n, next(c)) for n, c in columns.items()) if isinstance(i, dict) else i for i in items]
    elements = unified([one for item in known for one in witnesses(item)])
    of = rank(elements[0]) if elements else ""
    found = iter(elements)

    def mapped(item: dict[str, Value]) -> Value:
        values = [next(found) for _ in witnesses(item)]
        return Map(zip(item, values, strict=True)) if item else nothing_of(Map, of)

    return [mapped(item) if isinstance(item, dict) else item for item in items]


def _unified_sequences(items: list[Value], known: list[Value]) -> list[Value]:
    if all(isinstance(item, Tup) and len(item) == len(known[0]) for item in known):
        columns = [iter(unified([item[i] for item in known])) for i in range(len(known[0]))]
        return [Tup(next(column) for column in columns) if isinstance(item, tuple) else item for item in items]
    groups = any(isinstance(item, Group) for item in known) and not any(isinstance(item, Lst) for item in known)
    elements = unified([one for item in known for one in witnesses(item)])
    of = rank(elements[0]) if elements else ""
    found = iter(elements)

    def listed(item: tuple[Value, ...]) -> Value:
        values = [next(found) for _ in witnesses(item)]
        if not item:
            return nothing_of(Group, of) if groups else nothing_of(Lst, of)
        return to_set(values) if groups else Lst(values)

    return [listed(item) if isinstance(item, tuple) else item for item in items]


def without_doubt(items: list[Value]) -> None:
    """Elements beside a null whose type may decide what they become, or whether that can be: ``ValueError``."""
    kinds = {rank(item) for item in items if item is not None} - {"string"}
    inner = any(isinstance(item, Tup) and None in item for item in items)
    if None in items and kinds or inner and any(isinstance(item, Group) for item in items):
        raise ValueError("what Terraform makes of this depends on the type of the null")


def witnesses(value: Value) -> list[Value]:
    """What tells the type of a collection's elements: these, or an unknown one where there are none but it is known."""
    if value:
        return list(value.values()) if isinstance(value, dict) else list(value)
    of = getattr(value, "of", "")
    return [pending("an element", kind=of)] if of and of != "opaque" else []
