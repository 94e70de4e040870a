"""Numbers as ``%f``, ``%e`` and ``%g`` write them."""

from __future__ import annotations

from fractions import Fraction

from ..arithmetic import Number, spell_number

_SHORTEST = 6
"""From this power of ten on, ``%g`` without a precision writes an exponent."""


def fixed(value: Number, places: int) -> str:
    scaled = round(abs(Fraction(value)) * 10**places)
    digits = str(scaled).rjust(places + 1, "0")
    body = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{body}" if value < 0 else body


def exponential(value: Number, places: int) -> str:
    digits, power = _rounded(value, places + 1)
    return _signed(value, _with_exponent(digits.ljust(places + 1, "0"), power))


def general(value: Number, precision: int | None) -> str:
    """The shorter of both forms, without zeros at the end."""
    digits, power = _rounded(value, max(precision, 1)) if precision is not None else _shortest(value)
    limit = _SHORTEST if precision is None else max(precision, 1)
    if precision is not None and limit > len(digits) > power:
        limit = len(digits)
    if value and (power < -4 or power >= limit):
        return _signed(value, _with_exponent(digits, power))
    return _signed(value, _placed(digits, power))


def _shortest(value: Number) -> tuple[str, int]:
    """The digits that stand for a number and no other, and the power of ten of the first."""
    whole, _, rest = spell_number(abs(Fraction(value))).partition(".")
    digits = (whole + rest).lstrip("0")
    power = len(whole) - 1 if whole != "0" else len(digits) - len(rest) - 1
    return digits.rstrip("0") or "0", power if digits else 0


def _rounded(value: Number, count: int) -> tuple[str, int]:
    if not value:
        return "0", 0
    power = _shortest(value)[1]
    scaled = round(abs(Fraction(value)) / Fraction(10) ** (power - count + 1))
    if len(str(scaled)) > count:
        scaled, power = scaled // 10, power + 1
    return str(scaled).rstrip("0"), power


def _with_exponent(digits: str, power: int) -> str:
    mantissa = f"{digits[0]}.{digits[1:]}" if len(digits) > 1 else digits
    return f"{mantissa}e{'-' if power < 0 else '+'}{abs(power):02d}"


def _placed(digits: str, power: int) -> str:
    if power < 0:
        return "0." + "0" * (-power - 1) + digits
    digits = digits.ljust(power + 1, "0")
    return f"{digits[: power + 1]}.{digits[power + 1 :]}".rstrip(".")


def _signed(value: Number, body: str) -> str:
    return f"-{body}" if value < 0 else body
