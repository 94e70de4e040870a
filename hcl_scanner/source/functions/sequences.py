"""Functions on lists, tuples and sets."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

from policies.values import OneOf, Unknown

from ..alternatives import alternative_of
from ..arithmetic import normal
from ..calls import Function, Needs
from ..domain import (
    SEQUENCES,
    Failure,
    Fields,
    Group,
    Lst,
    Opaque,
    Pending,
    Tup,
    Value,
    first_unknown,
    identical,
    made_from,
    nothing_of,
)
from ..equality import same
from ..primitives import number, text, to_bool, whole
from ..unification import clash, rank, to_set, unified, without_doubt, witnesses
from .characters import characters

_MOST = 4096


def _items(value: Value) -> tuple[Value, ...]:
    if not isinstance(value, SEQUENCES):
        raise Failure("a list is required")
    return value


def _listed(value: Value) -> list[Value]:
    """The elements of what is converted to a list first."""
    if isinstance(value, Tup):
        without_doubt(list(value))
    return unified(list(_items(value)))


def _length(value: Value) -> Value:
    if isinstance(value, str):
        return len(characters(value))
    if isinstance(value, Fields):
        return made_from("length", value)
    if isinstance(value, Group) and first_unknown(value) and len(value) > 1:
        return made_from("length", value)
    if not isinstance(value, tuple | dict):
        raise Failure("only strings and collections have a length")
    return len(value)


def _element(value: Value, position: Value) -> Value:
    if isinstance(value, Opaque):
        return value
    if isinstance(value, Unknown):
        return made_from("element", value, position)
    items = _items(value)
    if not items or isinstance(value, Group):
        raise Failure("element needs a list that is not empty")
    if isinstance(position, Pending):
        return alternative_of(position, enumerate(items), made_from("element", value, position))
    place = whole(position)
    if place < 0 and isinstance(items, Tup) and place % len(items) or not -(1 << 63) <= place < 1 << 63:
        raise Failure("element needs a position from 0")
    return items[place % len(items)]


def _concat(*lists: Value) -> Value:
    if any(isinstance(one, Group) for one in lists):
        raise Failure("sets have no order to be joined in")
    if any(isinstance(one, Unknown | Opaque) for one in lists):
        return _concat_unknown(lists)
    items = [item for one in lists for item in _items(one)]
    if not lists or not all(isinstance(one, Lst) for one in lists):
        return Tup(items) if lists else _refused("concat needs a list")
    return _concat_lists(items, lists)


def _concat_lists(items: list[Value], lists: tuple[Value, ...]) -> Value:
    """Lists of different types become a tuple."""
    _certain(items, lists)
    elements = [*items, *(one for empty in lists if not empty for one in witnesses(empty))]
    try:
        found = unified(elements)
    except Failure:
        return Tup(items)
    if any(clash(one, other) for one, other in pairwise(elements)):
        return Tup(items)
    return Lst(found[: len(items)]) if items else nothing_of(Lst, rank(found[0]) if found else "")


def _certain(items: list[Value], collections: tuple[Value, ...]) -> None:
    """Numbers beside an empty list may be texts: of which type that one is may not be known."""
    open_ = any(not one and not isinstance(one, Tup) and not one.of for one in collections)
    if open_ and {rank(item) for item in items} & {"number", "bool"}:
        raise ValueError("the element type of an empty collection is not kept")


def _refused(reason: str) -> Value:
    raise Failure(reason)


def _concat_unknown(lists: tuple[Value, ...]) -> Value:
    """An unknown list beside empty ones is that list itself."""
    rest = [one for one in lists if isinstance(one, Unknown | Opaque) or _items(one)]
    if len(rest) == 1:
        return rest[0].whole() if isinstance(rest[0], Opaque) and not rest[0].many else rest[0]
    return made_from("concat", *lists)


def _flatten(value: Value) -> Value:
    """An element of which no more is known may be a list itself: alone it stands for all, else all is unknown."""
    out: list[Value] = []
    for item in _items(value):
        inner = _flatten(item) if isinstance(item, SEQUENCES) else item
        if isinstance(inner, OneOf) or isinstance(inner, Pending) and inner.ref is None and not inner.kind:
            return inner if len(_items(value)) == 1 and not isinstance(inner, OneOf) else made_from("flatten", value)
        out += inner if isinstance(inner, Tup) else [inner]
    return Tup(out)


def _distinct(value: Value) -> Value:
    if first_unknown(value) and len(_items(value)) > 1:
        return made_from("distinct", value)
    out: list[Value] = []
    for item in _listed(value):
        if not any(identical(item, old) for old in out):
            out.append(item)
    return Lst(out)


def _compact(value: Value) -> Value:
    if isinstance(value, Opaque):
        return value
    kept = [item for item in _items(value) if item is not None and item != ""]
    unsure = [item for item in kept if isinstance(item, Unknown | OneOf)]
    if any(not (isinstance(item, Pending) and item.ref) for item in unsure):
        return made_from("compact", value) if len(kept) > 1 or isinstance(kept[0], OneOf) else kept[0]
    texts = [item if isinstance(item, Unknown) else text(item) for item in kept]
    return Lst(texts) if texts else nothing_of(Lst, "string")


def _contains(value: Value, wanted: Value) -> Value:
    if wanted is None:
        raise Failure("null cannot be sought")
    found = [same(item, wanted) for item in _items(value)]
    if any(item is True for item in found):
        return True
    return made_from("contains", value, wanted) if any(item is not False for item in found) else False


def _index_of(value: Value, wanted: Value) -> int:
    for position, item in enumerate(_items(value)):
        if same(item, wanted) is True:
            return position
    raise Failure("the element is not in the list")


def _one(value: Value) -> Value:
    if isinstance(value, Opaque):
        return value
    if value is None:
        raise Failure("null is no collection")
    if isinstance(value, Unknown):
        return value
    items = _items(value)
    if len(items) > 1:
        raise Failure("more than one element")
    return items[0] if items else None


def _all(value: Value, stop: bool) -> Value:
    found = [None if item is None else to_bool(item) for item in _items(value)]
    if any(item is stop for item in found) or not stop and any(item is None for item in found):
        return stop
    if any(isinstance(item, Unknown | OneOf) for item in found):
        return made_from("anytrue" if stop else "alltrue", value)
    return not stop


def _range(*limits: Value) -> Lst:
    numbers = [number(limit) for limit in limits]
    start, end = (0, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])
    step = numbers[2] if len(numbers) > 2 else (1 if end >= start else -1)
    if start == end:
        return nothing_of(Lst, "number")
    if step == 0 or (end - start) * step < 0:
        raise Failure("the step leads nowhere")
    if math.ceil(Fraction(end - start) / Fraction(step)) > 1024:
        raise Failure("more than 1024 values")
    out, here = [], start
    while here < end if step > 0 else here > end:
        out.append(here)
        here = normal(here + step)
    return Lst(out)


def _slice(value: Value, start: Value, end: Value) -> Value:
    first, last = whole(start), whole(end)
    if not 0 <= first <= last <= len(_items(value)) or isinstance(value, Group):
        raise Failure("the slice is outside the list")
    return type(value)(value[first:last])


def _sort(value: Value) -> Lst:
    return Lst(sorted(text(item) for item in _items(value)))


def _reverse(value: Value) -> Value:
    return (Tup if isinstance(value, Tup) else Lst)(reversed(_items(value)))


def _chunks(value: Value, size: Value) -> Lst:
    items = _listed(value)
    if whole(size) == 0:
        return Lst([Lst(items)]) if items else Lst()
    if whole(size) < 0:
        raise Failure("the size is negative")
    return Lst(Lst(items[i : i + whole(size)]) for i in range(0, len(items), whole(size)))


def _sets(*values: Value) -> list[list[Value]]:
    """The elements of each, all of one type."""
    together = [item for value in values for item in _items(value)]
    without_doubt(together)
    _certain(together, values)
    elements = unified([*together, *(one for value in values if not value for one in witnesses(value))])
    items = iter(elements)
    return [[next(items) for _ in value] for value in values]


def _union(*values: Value) -> Value:
    return to_set(item for group in _sets(*values) for item in group)


def _intersection(*values: Value) -> Value:
    groups = _sets(*values)
    return to_set(item for item in groups[0] if all(any(identical(item, o) for o in group) for group in groups[1:]))


def _subtract(left: Value, right: Value) -> Value:
    kept, gone = _sets(left, right)
    return to_set(item for item in kept if not any(identical(item, other) for other in gone))


def _product(*values: Value) -> Value:
    import itertools

    if math.prod(len(_items(value)) for value in values) > _MOST or len(values) < 2:
        raise ValueError("a product of that size")
    rows = [Tup(row) for row in itertools.product(*(_listed(value) for value in values))]
    sets = any(isinstance(value, Group) for value in values)
    if not rows:
        return nothing_of(Group, "sequence") if sets else nothing_of(Lst, "sequence")
    return to_set(rows) if sets else Lst(rows)


FUNCTIONS = {
    "length": Function(_length, Needs.OUTER),
    "element": Function(_element, Needs.NOTHING),
    "concat": Function(_concat, Needs.NOTHING),
    "flatten": Function(_flatten, Needs.OUTER),
    "distinct": Function(_distinct, Needs.ELEMENTS),
    "compact": Function(_compact, Needs.ELEMENTS),
    "contains": Function(_contains, Needs.ELEMENTS),
    "index": Function(_index_of),
    "one": Function(_one, Needs.NOTHING),
    "alltrue": Function(lambda value: _all(value, False), Needs.ELEMENTS),
    "anytrue": Function(lambda value: _all(value, True), Needs.ELEMENTS),
    "range": Function(_range),
    "slice": Function(_slice, Needs.OUTER),
    "sort": Function(_sort),
    "reverse": Function(_reverse, Needs.OUTER),
    "chunklist": Function(_chunks),
    "setunion": Function(_union),
    "setintersection": Function(_intersection),
    "setsubtract": Function(_subtract),
    "setproduct": Function(_product, Needs.OUTER),
}
