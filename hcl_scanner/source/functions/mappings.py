"""Functions on maps and objects."""

from __future__ import annotations

from policies.values import Unknown

from ..alternatives import alternative_of
from ..calls import Function, Needs
from ..domain import (
    MAPPINGS,
    SEQUENCES,
    Failure,
    Fields,
    Group,
    Lst,
    Map,
    Obj,
    Opaque,
    Pending,
    Tup,
    Value,
    identical,
    made_from,
)
from ..equality import same
from ..primitives import text, to_bool, to_number, to_text
from ..unification import clash, rank, to_set, unified, witnesses


def _mapping(value: Value) -> dict[str, Value]:
    if not isinstance(value, MAPPINGS):
        raise Failure("a map is required")
    return value


def _keys(value: Value) -> Value:
    if isinstance(value, Fields):
        return made_from("keys", value)
    return (Lst if isinstance(value, Map) else Tup)(sorted(_mapping(value)))


def _values(value: Value) -> Value:
    if isinstance(value, Opaque):
        return value
    if isinstance(value, Pending):
        return value if value.ref else made_from("values", value)
    items = [item for _, item in sorted(_mapping(value).items())]
    return (Lst if isinstance(value, Map) else Tup)(items)


def _lookup(value: Value, key: Value, *default: Value) -> Value:
    if isinstance(value, Opaque) and value.many:
        return value
    if isinstance(value, Unknown | Fields):
        return made_from("lookup", value, key)
    entries = _mapping(value)
    fallback = [_as_element(one, value) for one in default]
    if isinstance(key, Pending):
        otherwise = fallback[0] if fallback else made_from("lookup", key)
        return alternative_of(key, sorted(entries.items()), otherwise)
    if text(key) in entries:
        return entries[text(key)]
    if not fallback:
        raise Failure("the map has no such key")
    return fallback[0]


def _as_element(default: Value, value: Value) -> Value:
    """In a map the default becomes what the elements are."""
    known = [item for item in value.values() if rank(item) != "opaque"] if isinstance(value, Map) else []
    return _fitted(default, known[0]) if known else default


def _fitted(value: Value, like: Value) -> Value:
    """The value in the type of another."""
    if value is None or rank(value) == "opaque" or rank(like) == "opaque":
        return value
    if clash(value, like):
        raise Failure("the default has not the type of the elements")
    if rank(like) in _SCALARS:
        return _SCALARS[rank(like)](value)
    if isinstance(like, Obj) and isinstance(value, Obj):
        if not set(like) <= set(value):
            raise Failure("the default lacks an attribute of the elements")
        return Obj((name, _fitted(value[name], item)) for name, item in like.items())
    if isinstance(like, Obj | Tup) and type(value) is not type(like):
        raise ValueError("a default whose type cannot be told")
    return _fitted_collection(value, like)


def _fitted_collection(value: Value, like: Value) -> Value:
    elements = witnesses(like)
    if not elements:
        raise ValueError("a default whose type cannot be told")
    if isinstance(value, dict):
        return Map(sorted((key, _fitted(item, elements[0])) for key, item in value.items()))
    items = [_fitted(item, elements[0]) for item in value]
    return to_set(items) if isinstance(like, Group) else Lst(items)


_SCALARS = {"string": to_text, "number": to_number, "bool": to_bool}


def _merge(*values: Value) -> Value:
    known = [value for value in values if value is not None]
    if any(isinstance(value, Unknown | Opaque) for value in known):
        rest = [value for value in known if isinstance(value, Unknown | Opaque) or _mapping(value)]
        return rest[0] if len(rest) == 1 else made_from("merge", *values)
    merged: dict[str, Value] = {}
    for value in known:
        merged |= _mapping(value)
    if not values:
        return Obj()
    if not known:
        return None
    return (Map if len(known) == len(values) and _of_one_type(known, merged) else Obj)(sorted(merged.items()))


def _of_one_type(values: list[Value], merged: dict[str, Value]) -> bool:
    """Whether all are maps of the same element type."""
    try:
        elements = [*merged.values(), *(one for value in values if not value for one in witnesses(value))]
        return all(isinstance(value, Map) for value in values) and all(map(_as_it_was, unified(elements), elements))
    except Failure:
        return False


def _as_it_was(found: Value, before: Value) -> bool:
    return identical(found, before) and rank(found) == rank(before)


def _zipmap(keys: Value, values: Value) -> Value:
    if not isinstance(keys, SEQUENCES) or not isinstance(values, Tup | Lst) or len(keys) != len(values):
        raise Failure("keys and values must be lists of one length")
    kind = Map if isinstance(values, Lst) else Obj
    return kind(sorted(zip(map(text, keys), values, strict=True), key=lambda pair: pair[0]))


def _transpose(value: Value) -> Map:
    out: dict[str, list[str]] = {}
    for key, names in sorted(_mapping(value).items()):
        if not isinstance(names, SEQUENCES):
            raise Failure("lists are required")
        for name in names:
            out.setdefault(text(name), []).append(key)
    return Map((name, Lst(sorted(keys))) for name, keys in sorted(out.items()))


def _matchkeys(values: Value, keys: Value, wanted: Value) -> Lst:
    if len(values) != len(keys):
        raise Failure("values and keys must be of one length")
    try:
        together = unified([*keys, *wanted])
    except Failure:
        raise ValueError("keys of several types") from None
    hits = (any(same(key, one) is True for one in together[len(keys) :]) for key in together)
    return Lst(value for value, hit in zip(values, hits, strict=False) if hit)


FUNCTIONS = {
    "keys": Function(_keys, Needs.OUTER),
    "values": Function(_values, Needs.NOTHING),
    "lookup": Function(_lookup, Needs.NOTHING),
    "merge": Function(_merge, Needs.NOTHING),
    "zipmap": Function(_zipmap, Needs.OUTER),
    "transpose": Function(_transpose),
    "matchkeys": Function(_matchkeys),
}
