"""Seeded expressions over the scope of ``scope.py``: every function, operator and construct equally often."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .shapes import LEAVES, UNITS

_HOLE = re.compile(r"<([a-z])>")
_GIVES: dict[str, tuple[str, ...]] = {
    "s": (
        "upper(<s>)", "lower(<s>)", 'join("-", <w>)', 'replace(<s>, "a", <s>)', "trimspace(<s>)", 'format("%s-%d", <s>, <i>)',
        '"${<s>}-${<n>}"', "<b> ? <s> : <s>", 'try(<p>["a"], <s>)', "coalesce(<s>, <s>)", "jsonencode(<a>)", 'lookup(var.tags, "a", <s>)',
        "tostring(<n>)", "substr(<s>, 0, 3)", "md5(<s>)", "element(<w>, <i>)",
    ),
    "n": ("<n> + <n>", "<n> * <n>", "length(<t>)", "max(<n>, <n>)", "tonumber(<n>)", "<b> ? <n> : <n>", "<n> / 3", "floor(<n>)", 'lookup(var.ports, <s>, <n>)'),
    "i": ("length(<w>)", "<i> + 1", "<b> ? <i> : <i>", "tonumber(<i>)"),
    "b": ("<n> < <n>", "<s> == <s>", "!<b>", "<b> && <b>", "contains(<w>, <s>)", "can(<t>[<i>])", "startswith(<s>, <s>)", "<s> != null", "length(<t>) > 0"),
    "w": ("concat(<w>, <w>)", "[for x in <w> : lower(x)]", 'split(",", <s>)', "distinct(<w>)", "sort(<w>)", "tolist(<w>)", "[<s>, <s>]", "keys(<m>)", "<b> ? <w> : <w>", "compact(<w>)", "reverse(<w>)"),
    "k": ("[<n>, <n>]", "[for x in <k> : x + 1]", "concat(<k>, <k>)", "range(<i>)", "tolist(<k>)", "[for x in <w> : length(x)]"),
    "f": ("[<b>, <b>]", "[for x in <k> : x > <n>]"),
    "t": ("<w>", "<k>", "concat(<t>, <t>)", "[<a>, <a>]", "flatten([<t>, <t>])", "[for x in <t> : x]", "tolist(<w>)", "toset(<w>)", "<b> ? <w> : []", "values(<m>)", "chunklist(<w>, 2)", "setproduct(<w>, <w>)"),
    "g": ("toset(<w>)", "setunion(<g>, <g>)", "toset(<k>)"),
    "m": ("merge(<m>, <m>)", "tomap(<p>)", "{ for k, v in <m> : k => v }", "{ a = <a>, b = <s> }", "<p>", "<o>", "<b> ? <m> : {}", "zipmap(<w>, <w>)", "{ for x in <w> : x => 1... }"),
    "p": ("merge(<p>, <p>)", "{ a = <s> }", "tomap({ a = <s>, c = <s> })", "{ for k, v in <p> : k => upper(v) }"),
    "o": ("merge(<o>, <o>)", "{ a = <m> }", "{ a = { port = <n>, name = <s> } }"),
    "a": ("<s>", "<n>", "<b>", "<w>", "<t>", "<m>", "<g>", "[<a>, <a>]", "{ a = <a>, b = <a> }", "<b> ? <s> : null"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chances:
    """How often a hole is filled with a made expression, with the wrong kind of thing, or with an unknown."""

    made: float = 0.3
    odd: float = 0.03
    unknown: float = 0.03


class Grammar:
    """Makes expressions of each kind, at most ``depth`` calls deep. ``leaves`` replace those of the same kind."""

    def __init__(self, seed: int, leaves: Mapping[str, tuple[str, ...]] | None = None, chances: Chances | None = None):
        self._random = random.Random(seed)
        self._leaves = {**LEAVES, **(leaves or {})}
        self._chances = chances or Chances()

    def units(self, count: int, depth: int = 2) -> Iterator[tuple[str, str]]:
        """``count`` expressions of each unit (function, operator or construct), with its name."""
        for name, shapes in UNITS.items():
            for number in range(count):
                yield name, self.filled(shapes[number % len(shapes)], depth)

    def expressions(self, count: int) -> list[str]:
        shapes = [shape for shapes in UNITS.values() for shape in shapes]
        return [self.filled(shapes[n % len(shapes)], 2) for n in range(count)]

    def filled(self, shape: str, depth: int) -> str:
        return _HOLE.sub(lambda hole: self._pick(hole[1], depth), shape)

    def _pick(self, kind: str, depth: int) -> str:
        chance = self._random.random()
        if chance < self._chances.unknown:
            return self._random.choice(self._leaves["u"])
        if chance < self._chances.unknown + self._chances.odd:
            return self._random.choice(self._leaves["a"])
        if depth and kind in _GIVES and self._random.random() < self._chances.made:
            return _operand(self.filled(self._random.choice(_GIVES[kind]), depth - 1))
        return _operand(self._random.choice(self._leaves[kind]))


def _operand(made: str) -> str:
    """In parentheses where an operator beside it could take it apart."""
    return f"({made})" if re.search(r" [^\w\s.\"]+ ", made) or made.startswith("-") else made
