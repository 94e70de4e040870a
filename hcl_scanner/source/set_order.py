"""The order of a set's elements where they are collections: by the bytes that cty hashes (cty/set_internals.go)."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from .domain import Map, Obj, Tup, Value

_ESCAPES = {"\a": r"\a", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v"}
_ESCAPES |= {'"': r"\"", "\\": r"\\"}
_TEN_DIGITS = Context(prec=10, rounding=ROUND_HALF_EVEN)


def set_bytes(value: Value) -> bytes:
    """What a wholly known value is sorted by."""
    return _spelled(value).encode("utf-8", "surrogatepass")


def _spelled(value: Value) -> str:
    match value:
        case None:
            return "~"
        case bool():
            return "T" if value else "F"
        case str():
            return f'"{"".join(map(_quoted, value))}"'
        case Map():
            return "{" + "".join(f"{_spelled(key)}:{_spelled(item)};" for key, item in sorted(value.items())) + "}"
        case Obj():
            return "<" + "".join(f"{_spelled(item)};" for _, item in sorted(value.items())) + ">"
        case Tup():
            return "<" + "".join(f"{_spelled(item)};" for item in value) + ">"
        case tuple():
            return "[" + "".join(f"{_spelled(item)};" for item in value) + "]"
    return _number(value)


def _quoted(character: str) -> str:
    """As Go's ``%q`` has it."""
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _number(value: int | Fraction) -> str:
    """As Go's ``%.10g`` has it."""
    exact = Fraction(value)
    rounded = _TEN_DIGITS.divide(Decimal(exact.numerator), Decimal(exact.denominator)).normalize(_TEN_DIGITS)
    digits = "".join(map(str, rounded.as_tuple().digits))
    power = rounded.adjusted()
    precision = len(digits) if len(digits) > power else 10
    if rounded and (power < -4 or power >= precision):
        mantissa = f"{digits[0]}.{digits[1:]}" if len(digits) > 1 else digits
        return f"{'-' if rounded < 0 else ''}{mantissa}e{'-' if power < 0 else '+'}{abs(power):02d}"
    return format(rounded, "f")
