"""``log`` and ``pow`` as Go computes them on 64-bit floats, to the last bit: other libraries round otherwise."""

from __future__ import annotations

import math

_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
_L1, _L2, _L3 = 6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01
_L4, _L5, _L6, _L7 = (
    2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01,
)  # fmt: skip


def log(value: float) -> float:
    """The natural logarithm of a positive number: https://github.com/golang/go/blob/go1.23.0/src/math/log.go"""
    mantissa, exponent = math.frexp(value)
    if mantissa < math.sqrt(2) / 2:
        mantissa, exponent = mantissa * 2, exponent - 1
    f = mantissa - 1
    s = f / (2 + f)
    s2 = s * s
    s4 = s2 * s2
    t1 = s2 * (_L1 + s4 * (_L3 + s4 * (_L5 + s4 * _L7)))
    t2 = s4 * (_L2 + s4 * (_L4 + s4 * _L6))
    half = 0.5 * f * f
    return exponent * _LN2_HIGH - ((half - (s * (half + t1 + t2) + exponent * _LN2_LOW)) - f)


def power(base: float, exponent: float) -> float:
    """``base`` to a whole or half power: https://github.com/golang/go/blob/go1.23.0/src/math/pow.go

    ``ValueError`` for other powers, whose last digits depend on the machine.
    """
    if abs(exponent) == 0.5 and base >= 0:
        return math.sqrt(base) if exponent > 0 else 1 / math.sqrt(base)
    if exponent != int(exponent) or abs(exponent) >= 1 << 31:
        raise ValueError("a power that is not whole")
    if exponent == 0 or base in (0.0, 1.0):
        return math.pow(base, exponent)
    found, scale = 1.0, 0
    factor, steps = math.frexp(base)
    left = int(abs(exponent))
    while left and abs(steps) <= 1 << 12:
        if left & 1:
            found, scale = found * factor, scale + steps
        factor, steps = factor * factor, steps * 2
        if factor < 0.5:
            factor, steps = factor * 2, steps - 1
        left >>= 1
    if left:
        raise OverflowError
    return math.ldexp(1 / found, -scale) if exponent < 0 else math.ldexp(found, scale)
