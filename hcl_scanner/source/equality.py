"""``==`` between values: true, false, or a question that is not answered yet."""

from __future__ import annotations

from policies.values import Unknown

from .alternatives import lift
from .domain import TEXTS, Group, Opaque, Pending, Tup, Value, describe, first_unknown, is_number, made_from, shortened
from .unification import rank


def same(left: Value, right: Value) -> Value:
    """``left == right``: a bool, or unknown."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _same_unknown(left, right)
    if left is None or right is None:
        return left is right
    if is_number(left) and is_number(right):
        return left == right
    if type(left) is not type(right):
        return False
    if isinstance(left, tuple):
        return _same_items(left, right) if len(left) == len(right) else _not_unless_set(left, right)
    if isinstance(left, dict):
        if set(left) != set(right):
            return False
        return _every([lift(same, item, right[key]) for key, item in left.items()], left, right)
    if isinstance(left, Opaque):
        return True if left is right else _equality(left, right)
    return bool(left == right)


def _not_unless_set(left: Value, right: Value) -> Value:
    unsure = isinstance(left, Group) and (first_unknown(left) or first_unknown(right))
    return _equality(left, right) if unsure else False


def _same_items(left: Value, right: Value) -> Value:
    if not left and not isinstance(left, Tup):
        return _equality(left, right)
    if isinstance(left, Group) and (first_unknown(left) or first_unknown(right)):
        return _equality(left, right)
    return _every([lift(same, one, other) for one, other in zip(left, right, strict=True)], left, right)


def _every(found: list[Value], left: Value, right: Value) -> Value:
    if any(item is False for item in found):
        return False
    return True if all(item is True for item in found) else _equality(left, right)


_APART = ({"string", "bool"}, {"string", "number"}, {"number", "bool"})


def _same_unknown(left: Value, right: Value) -> Value:
    if {rank(left), rank(right)} in _APART:
        return False
    known, unknown = (left, right) if isinstance(right, Unknown) else (right, left)
    if known is None and unknown.ref and unknown.ref.attribute in TEXTS:
        return False
    return _equality(left, right)


def _equality(left: Value, right: Value) -> Value:
    if isinstance(left, Pending) and isinstance(right, bool):
        return left if right else opposite(left)
    made = made_from("==", left, right)
    asks = shortened(f"{describe(left)} == {describe(right)}")
    return Pending(made.why, depends=made.depends, asks=asks, kind="bool")


def opposite(value: Pending) -> Pending:
    return Pending(value.why, depends=value.depends, asks=value.asks, negated=not value.negated, kind="bool")
