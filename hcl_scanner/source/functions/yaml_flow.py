"""The values of YAML that stand in a line: quoted and plain texts, ``[…]`` and ``{…}``."""

from __future__ import annotations

import re

from ..domain import Obj, Tup, Value
from .yaml_scalars import folded, resolved, unquoted

QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL)
_SPACE = re.compile(r"(?:[ \n]|(?:(?<=[ \n])|^)#[^\n]*)*")
_PLAIN = re.compile(
    r"(?![-?:](?=[\s,\[\]{}]|\Z))[^\s,\[\]{}#&*!|>'\"%@`](?:[^,\[\]{}:#\n]|:(?![\s,\[\]{}]|\Z)|(?<!\s)#|\n(?!\s*#))*"
)
_DEEPEST = 32


class Flow:
    """Reads one value from a text that begins with it; ``position`` is then where it ends."""

    def __init__(self, source: str, anchors: dict[str, Value]) -> None:
        self._source, self._anchors = source, anchors
        self.position = 0

    def value(self, depth: int = 0) -> Value:
        here = self._source[self.position : self.position + 1]
        if depth > _DEEPEST:
            raise ValueError("values within values too deep")
        if here == "[":
            return self._sequence(depth)
        if here == "{":
            return self._mapping(depth)
        if here == "*":
            return self._alias()
        return self._scalar()

    def _space(self) -> str:
        found = _SPACE.match(self._source, self.position)
        assert found
        self.position = found.end()
        return self._source[self.position : self.position + 1]

    def _scalar(self) -> Value:
        found = QUOTED.match(self._source, self.position)
        if found:
            self.position = found.end()
            return unquoted(found[0])
        found = _PLAIN.match(self._source, self.position)
        if not found:
            raise ValueError("a value of that kind")
        self.position = found.end()
        return resolved(folded([line.strip() for line in found[0].rstrip().split("\n")]))

    def _alias(self) -> Value:
        found = re.compile(r"\*([\w-]+)").match(self._source, self.position)
        if not found or found[1] not in self._anchors:
            raise ValueError("an alias of nothing")
        self.position = found.end()
        return self._anchors[found[1]]

    def _sequence(self, depth: int) -> Tup:
        self.position += 1
        items: list[Value] = []
        while self._space() != "]":
            items.append(self.value(depth + 1))
            if self._space() == ":":
                raise ValueError("a mapping of one pair in a sequence")
            self._comma("]")
        self.position += 1
        return Tup(items)

    def _mapping(self, depth: int) -> Obj:
        self.position += 1
        found: dict[str, Value] = {}
        while self._space() != "}":
            name = key_text(self._scalar())
            item = None
            if self._space() == ":":
                self.position += 1
                item = None if self._space() in (",", "}") else self.value(depth + 1)
            if name == "<<":
                raise ValueError("a merge in a line")
            found[name] = item
            self._space()
            self._comma("}")
        self.position += 1
        return Obj(sorted(found.items()))

    def _comma(self, end: str) -> None:
        here = self._space()
        if here == ",":
            self.position += 1
        elif here != end:
            raise ValueError("a collection that does not end")


def key_text(value: Value) -> str:
    """A key as a text: Terraform converts numbers and bools."""
    from ..primitives import to_text

    found = to_text(value)
    assert isinstance(found, str)
    return found
