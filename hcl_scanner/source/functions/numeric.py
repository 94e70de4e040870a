"""Functions on numbers."""

from __future__ import annotations

import math
import re
import string
from fractions import Fraction
from functools import reduce

from ..arithmetic import normal
from ..calls import Function, Needs
from ..domain import SEQUENCES, Failure, Value
from ..primitives import number, text, to_number, whole
from .floats import log, power

_DIGITS = string.digits + string.ascii_letters


def _pow(base: Value, exponent: Value) -> Value:
    return normal(Fraction(power(_float(base), _float(exponent))))


def _log(value: Value, base: Value) -> Value:
    if number(value) <= 0 or number(base) <= 0 or number(base) == 1:
        raise ValueError("infinity, or what is no number")
    return normal(Fraction(log(_float(value)) / log(_float(base))))


def _float(value: Value) -> float:
    return float(number(value))


def _parse_int(value: Value, base: Value) -> int:
    if not isinstance(value, str):
        raise Failure("a text is required")
    digits, radix = text(value), whole(base)
    if not 2 <= radix <= 62:
        raise Failure("a base from 2 to 62 is required")
    if len(digits) > 600:
        raise ValueError("a text of that length")
    sign, digits = (-1 if digits.startswith("-") else 1), re.sub(r"^[-+]", "", digits)
    worth = {digit: place for place, digit in enumerate(_DIGITS[:radix])}
    places = [worth.get(digit if radix > 36 else digit.lower()) for digit in digits]
    if not places or None in places:
        raise Failure("not a whole number in that base")
    return sign * reduce(lambda found, place: found * radix + (place or 0), places, 0)


def _signum(value: Value) -> int:
    found = whole(value)
    if not -(1 << 63) <= found < 1 << 63:
        raise Failure("a number of 64 bits is required")
    return (found > 0) - (found < 0)


def _least(*values: Value) -> Value:
    return min(map(number, values))


def _greatest(*values: Value) -> Value:
    return max(map(number, values))


def _sum(values: Value) -> Value:
    if not isinstance(values, SEQUENCES) or not values:
        raise Failure("sum needs a collection that is not empty")
    return normal(sum((Fraction(number(value)) for value in values), Fraction(0)))


def _to_number(value: Value) -> Value:
    return None if value is None else to_number(value)


FUNCTIONS = {
    "abs": Function(lambda value: abs(number(value))),
    "ceil": Function(lambda value: math.ceil(number(value))),
    "floor": Function(lambda value: math.floor(number(value))),
    "max": Function(_greatest),
    "min": Function(_least),
    "pow": Function(_pow),
    "log": Function(_log),
    "parseint": Function(_parse_int),
    "signum": Function(_signum),
    "sum": Function(_sum),
    "tonumber": Function(_to_number, Needs.NOTHING),
}
