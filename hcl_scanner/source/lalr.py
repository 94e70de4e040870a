"""Parses with the tables of ``tables.py``: Lark's loop without what is not needed here, three times as fast."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

_NEWLINE, _BLANK, _END = "NL_OR_COMMENT", "__IGNORE_0", "$END"

Make = Callable[[list[Any]], Any]
"""Makes the value of a rule from those of its parts."""

_Rule = tuple[int, str, Make | None]
_Lexer = tuple[Callable[[str, int], re.Match[str] | None], Mapping[str, Mapping[str, str]]]


class Token(NamedTuple):
    type: str
    text: str
    start_pos: int
    end_pos: int


class Unexpected(Exception):
    """The text does not follow the grammar from this offset on."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class _Inlined(list[Any]):
    """The parts of a rule that count as parts of the rule that it stands in."""


class Parser:
    """``makers`` gives by the name of a rule what makes its value; None where its only part is its value."""

    def __init__(self, tables: Mapping[str, Any], makers: Callable[[str], Make | None]) -> None:
        self._starts, self._states, self._lexer_of = tables["starts"], tables["states"], tables["lexer_of"]
        self._joining = frozenset(tables["joining"])
        self._rules = [_rule(makers, *row) for row in tables["rules"]]
        self._patterns = tables["lexers"]
        self._lexers: dict[int, _Lexer] = {}

    def parse(self, text: str, start: str) -> Any:
        """The value of the whole text. Raises ``Unexpected``."""
        first, last = self._starts[start]
        states: list[int] = [first]
        values: list[Any] = []
        rows, rules = self._states, self._rules
        for token in self._tokens(text, states):
            kind = token[0]
            while (step := rows[states[-1]].get(kind)) is None or step < 0:
                if step is None:
                    raise Unexpected(token[2])
                size, origin, make = rules[-1 - step]
                if make is None:
                    states[-1] = rows[states[-2]][origin]
                    if kind == _END and states[-1] == last:
                        return values[-1]
                    continue
                parts: list[Any] = []
                if size:
                    parts = values[-size:]
                    del values[-size:], states[-size:]
                states.append(rows[states[-1]][origin])
                values.append(make(parts))
                if kind == _END and states[-1] == last:
                    return values[-1]
            states.append(step)
            values.append(token)
        raise Unexpected(len(text))

    def _tokens(self, text: str, states: list[int]) -> Iterator[Token]:
        """Which there may be depends on the state of the parser at the time.

        A newline before an operator that a line may begin with is none.
        """
        position, length, lexers, lexer_of, joining = 0, len(text), self._lexers, self._lexer_of, self._joining
        new = tuple.__new__  # the constructor of a named tuple takes three times as long
        held = None
        while position < length:
            number = lexer_of[states[-1]]
            match, words = lexers.get(number) or self._lexer(number)
            found = match(text, position)
            if found is None:
                raise Unexpected(position)
            kind, start, position = found.lastgroup or "", position, found.end()
            if kind == _BLANK:
                continue
            piece = found[0]
            if kind in words:
                kind = words[kind].get(piece, kind)
            if held and kind not in joining:
                yield held
            token = new(Token, (kind, piece, start, position))
            held = token if kind == _NEWLINE else None
            if held is None:
                yield token
        if held:
            yield held
        yield Token(_END, "", length, length)

    def _lexer(self, number: int) -> _Lexer:
        pattern, words = self._patterns[number]
        lexer = self._lexers[number] = re.compile(pattern).match, words
        return lexer


def _rule(makers: Callable[[str], Make | None], name: str, size: int, origin: str, inlines: bool) -> _Rule:
    make = _Inlined if origin.startswith("_") else makers(name)
    if inlines:
        make = _flattened if make is _Inlined else _flattening(make)
    return size, origin, make


def _flattening(make: Make | None) -> Make:
    assert make
    return lambda parts: make(_flattened(parts))


def _flattened(parts: list[Any]) -> list[Any]:
    """A list grows in place, since nothing else holds it."""
    flat = parts[0] if type(parts[0]) is _Inlined else _Inlined(parts[:1])
    for part in parts[1:]:
        if type(part) is _Inlined:
            flat += part
        else:
            flat.append(part)
    return flat
