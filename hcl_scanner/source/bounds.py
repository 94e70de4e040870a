"""How large a value may grow: what is larger is unknown, so that no source can fill the memory or never end."""

from __future__ import annotations

from fractions import Fraction

from policies.values import OneOf

from .domain import NotKnown, Value, pending
from .stack import step

LONGEST_TEXT = 1 << 20
LARGEST_VALUE = 50_000
"""Parts of parts, however often one stands in it; 64 characters of text count as one."""

_MOST_BITS = 1 << 14


def bounded(value: Value) -> Value:
    """The value, or something unknown in its place where it is too large or nothing is left to spend on it."""
    found = size(value)
    if found > LARGEST_VALUE:
        return pending("a value that is too large")
    return value if found < 100 or step(found // 100) else pending("a value that takes too many steps")


def fits(length: int) -> None:
    """Raises ``NotKnown`` for a text that would be too long, before it is made."""
    if length > LONGEST_TEXT:
        raise NotKnown("a text that is too long")


def size(value: Value) -> int:
    """The parts of a value; one more than it may have where there are more."""
    found, stack = 0, [value]
    while stack:
        one = stack.pop()
        found += 1
        if isinstance(one, tuple | dict):
            if found + len(stack) + len(one) > LARGEST_VALUE:
                return LARGEST_VALUE + 1
            stack.extend(one.values() if isinstance(one, dict) else one)
        elif isinstance(one, str):
            found += len(one) >> 6
        elif isinstance(one, OneOf):
            stack.extend(choice.value for choice in one.choices)
        elif isinstance(one, int | Fraction) and max(abs(one.numerator), one.denominator).bit_length() > _MOST_BITS:
            return LARGEST_VALUE + 1
    return found if found <= LARGEST_VALUE else LARGEST_VALUE + 1
