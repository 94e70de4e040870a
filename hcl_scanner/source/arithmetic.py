"""Terraform's numbers: binary floats of 512 bits, kept here as an ``int`` or, where not whole, a ``Fraction``."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = int | Fraction

_BITS = 512
_LARGEST_EXPONENT = 4096
_NUMBER = re.compile(r"([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?")


def normal(value: int | Fraction) -> Number:
    """The nearest number that Terraform can hold, ties to even."""
    exact = Fraction(value)
    if exact.denominator == 1 and exact.numerator.bit_length() <= _BITS:
        return exact.numerator
    shift = _BITS - (abs(exact.numerator).bit_length() - exact.denominator.bit_length())
    scaled = round(exact * Fraction(2) ** shift)
    if abs(scaled).bit_length() > _BITS:
        shift -= 1
        scaled = round(exact * Fraction(2) ** shift)
    rounded = Fraction(scaled) / Fraction(2) ** shift
    return rounded.numerator if rounded.denominator == 1 else rounded


def parse_number(text: str) -> Number | None:
    """The number that a decimal text stands for; None where it is none (or far too large to hold)."""
    found = _NUMBER.fullmatch(text)
    if found is None or len(text) > _LARGEST_EXPONENT or not text.isascii():
        return None
    sign, whole, fraction, exponent = found[1], found[2], found[3] or "", int(found[4] or 0)
    if abs(exponent) > _LARGEST_EXPONENT:
        return None
    exact = int(whole + fraction) * Fraction(10) ** (exponent - len(fraction))
    return normal(-exact if sign == "-" else exact)


def spell_number(value: Number) -> str:
    """The shortest decimal text that stands for this number and no other, never with an exponent."""
    if value.denominator == 1:
        return str(value.numerator)
    sign, exact = ("-" if value < 0 else ""), abs(Fraction(value))
    half = Fraction(2) ** (_exponent(exact) - _BITS - 1)
    digits = 0
    while True:
        scaled = round(exact * 10**digits)
        if scaled and abs(Fraction(scaled, 10**digits) - exact) <= half:
            break
        digits += 1
    text = str(scaled).rjust(digits + 1, "0")
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def _exponent(exact: Fraction) -> int:
    """The e of 2**(e-1) <= exact < 2**e."""
    guess = exact.numerator.bit_length() - exact.denominator.bit_length()
    return guess + 1 if exact >= Fraction(2) ** guess else guess
