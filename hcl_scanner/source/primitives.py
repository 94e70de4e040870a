"""Strings, numbers and bools: Terraform's conversions between them."""

from __future__ import annotations

from policies.values import OneOf, Unknown

from .alternatives import lift
from .arithmetic import Number, parse_number, spell_number
from .domain import Failure, Group, Lst, Map, NotKnown, Obj, Pending, Tup, Value, is_number, pending

_MOST_DIGITS = 100


def to_text(value: Value) -> Value:
    """A string; unknowns pass through. Raises ``Failure`` for null and collections."""
    match value:
        case str():
            return value
        case Unknown() if not _unfit(value):
            return value
        case OneOf():
            return lift(to_text, value)
        case bool():
            return "true" if value else "false"
        case _ if is_number(value):
            return _spelled(value)
    raise Failure(f"a string is required, not {kind_of(value)}")


def _spelled(value: Number) -> Value:
    """The text of a number. How many digits of 4/3 Terraform writes hangs on where its operands came from."""
    spelled = spell_number(value)
    return spelled if isinstance(value, int) or len(spelled) <= _MOST_DIGITS else pending("a number without an end")


def _unfit(value: Unknown, *kinds: str) -> bool:
    """Whether something that is not known is certainly of a kind that has no conversion."""
    return isinstance(value, Pending) and value.kind in ("sequence", "mapping", *kinds)


def to_number(value: Value) -> Value:
    if isinstance(value, Unknown) and not _unfit(value, "bool") or is_number(value):
        return value
    if isinstance(value, OneOf):
        return lift(to_number, value)
    number = parse_number(value) if isinstance(value, str) else None
    if number is None:
        raise Failure(f"a number is required, not {kind_of(value)}")
    return number


def to_bool(value: Value) -> Value:
    if isinstance(value, bool) or isinstance(value, Unknown) and not _unfit(value, "number"):
        return value
    if isinstance(value, OneOf):
        return lift(to_bool, value)
    if value in ("true", "false"):
        return bool(value == "true")
    raise Failure(f"a bool is required, not {kind_of(value)}")


def number(value: Value) -> Number:
    """A number. Raises ``Failure`` where it is none, ``NotKnown`` where it is not known."""
    found = to_number(value)
    if isinstance(found, Unknown | OneOf):
        raise NotKnown
    return found  # type: ignore[no-any-return]


def whole(value: Value) -> int:
    found = number(value)
    if not isinstance(found, int):
        raise Failure("a whole number is required")
    return found


def text(value: Value) -> str:
    """A string. Raises ``Failure`` where it is none, ``NotKnown`` where it is not known."""
    found = to_text(value)
    if not isinstance(found, str):
        raise NotKnown
    return found


def kind_of(value: Value) -> str:
    """What a value is, for a message."""
    names = {
        Tup: "a tuple",
        Lst: "a list",
        Group: "a set",
        Obj: "an object",
        Map: "a map",
        bool: "a bool",
        str: "a string",
    }
    return "null" if value is None else names.get(type(value), "a number" if is_number(value) else "this")
