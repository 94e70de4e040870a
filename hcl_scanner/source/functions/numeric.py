"""Functions on numbers."""

from __future__ import annotations

import math
from fractions import Fraction

from ..arithmetic import normal, spell_number
from ..calls import Function
from ..domain import SEQUENCES, Failure, Value
from ..primitives import number, text, to_number, whole


def _exact(found: float) -> Value:
    """Terraform computes these as 64-bit floats; only short results are certain to be spelt alike."""
    exact = normal(Fraction(found))
    if abs(found) > 1 << 53 or len(spell_number(exact)) > 15:
        raise ValueError("a result of many digits")
    return exact


def _pow(base: Value, exponent: Value) -> Value:
    return _exact(math.pow(number(base), number(exponent)))


def _log(value: Value, base: Value) -> Value:
    return _exact(math.log(number(value)) / math.log(number(base)))


def _parse_int(value: Value, base: Value) -> int:
    digits, radix = text(value), whole(base)
    if not 2 <= radix <= 36 or "_" in digits or digits.strip() != digits or len(digits) > 600:
        raise ValueError("a base or text of that kind")
    try:
        return int(digits, radix)
    except ValueError:
        raise Failure("not a whole number in that base") from None


def _signum(value: Value) -> int:
    found = whole(value)
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
    "tonumber": Function(_to_number),
}
