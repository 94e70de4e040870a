"""Regular expressions of RE2's syntax, read into a small tree: https://github.com/google/re2/wiki/Syntax

What RE2 refuses is ``Failure``; what is not read here is ``ValueError``.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from ..domain import Failure

Test: TypeAlias = Callable[[str], bool]
"""Whether a character is one that stands at this place."""


@dataclass(frozen=True, slots=True)
class One:
    """One character that passes a test."""

    test: Test


@dataclass(frozen=True, slots=True)
class At:
    """A place between characters: ``^``, ``$``, ``b``, ``B``, or ``(?m)``'s ``m^`` and ``m$``."""

    place: str


@dataclass(frozen=True, slots=True)
class All:
    """Its parts after one another."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One of its parts, the first that leads to a match."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    part: Tree
    least: int
    most: int | None
    lazy: bool


@dataclass(frozen=True, slots=True)
class Group:
    number: int
    part: Tree


Tree: TypeAlias = One | At | All | Any | Repeated | Group

_WORD = frozenset(string.ascii_letters + string.digits + "_")
_PERL = {"d": frozenset(string.digits), "w": _WORD, "s": frozenset("\t\n\f\r ")}
_POSIX = {
    "alnum": string.ascii_letters + string.digits, "alpha": string.ascii_letters, "blank": "\t ", "digit": string.digits,
    "lower": string.ascii_lowercase, "upper": string.ascii_uppercase, "punct": string.punctuation, "space": "\t\n\v\f\r ",
    "word": string.ascii_letters + string.digits + "_", "xdigit": string.hexdigits,
    "cntrl": "".join(map(chr, range(32))) + "\x7f", "graph": "".join(map(chr, range(33, 127))),
    "print": "".join(map(chr, range(32, 127))), "ascii": "".join(map(chr, range(128))),
}  # fmt: skip
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_REPEAT = re.compile(r"\*|\+|\?|\{(\d+)(?:(,)(\d*))?\}")
_FLAGS = re.compile(r"\(\?([imsU]*)(?:-([imsU]+))?([:)])")
_NAMED = re.compile(r"\(\?P?<(\w+)>")
_HEX = re.compile(r"x\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{2})|([0-7]{3}|0)")
_MOST_REPEATS = 1000
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class _Flags:
    i: bool = False
    m: bool = False
    s: bool = False
    U: bool = False


def is_word(character: str) -> bool:
    return character in _WORD


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as read; ``names`` holds the name of each group, None where it has none."""

    tree: Tree
    names: tuple[str | None, ...]


def read_pattern(source: str) -> Pattern:
    reader = _Reader(source)
    tree = reader.either(_Flags(), 0)
    if reader.at < len(source):
        raise Failure("a parenthesis closes nothing")
    return Pattern(tree, tuple(reader.names))


class _Reader:
    def __init__(self, source: str) -> None:
        self._source, self.at = source, 0
        self.names: list[str | None] = []
        self._flags = _Flags()

    def either(self, flags: _Flags, depth: int) -> Tree:
        """Alternatives, up to the end or a closing parenthesis."""
        if depth > _DEEPEST:
            raise ValueError("groups within groups too deep")
        self._flags = flags
        branches: list[list[Tree]] = [[]]
        while self.at < len(self._source) and self._source[self.at] != ")":
            if self._source[self.at] == "|":
                self.at += 1
                branches.append([])
            elif (part := self._part(depth)) is not None:
                branches[-1].append(self._repeated(part))
        found = tuple(All(tuple(parts)) for parts in branches)
        return found[0] if len(found) == 1 else Any(found)

    def _part(self, depth: int) -> Tree | None:
        here = self._source[self.at]
        if here == "(":
            return self._group(depth)
        if here in "*+?":
            raise Failure("a repetition of nothing")
        if here == "[":
            return One(self._set())
        if here == "\\":
            return self._escape()
        self.at += 1
        if here == "^":
            return At("m^" if self._flags.m else "^")
        if here == "$":
            return At("m$" if self._flags.m else "$")
        if here == ".":
            return One((lambda _: True) if self._flags.s else (lambda one: one != "\n"))
        return One(self._literal(here))

    def _literal(self, character: str) -> Test:
        same = _cases(character) if self._flags.i else frozenset(character)
        return same.__contains__

    def _repeated(self, part: Tree) -> Tree:
        times = 0
        while found := _REPEAT.match(self._source, self.at):
            if found[1] and (int(found[1]) > _MOST_REPEATS or int(found[3] or 0) > _MOST_REPEATS):
                raise Failure("more repetitions than RE2 has")
            times += 1
            if times > 1:
                raise Failure("a repetition of a repetition")
            self.at = found.end()
            lazy = self._source.startswith("?", self.at)
            self.at += lazy
            least, most = _bounds(found)
            if most is not None and most < least:
                raise Failure("a repetition from more to less")
            part = Repeated(part, least, most, lazy != self._flags.U)
        return part

    def _group(self, depth: int) -> Tree | None:
        if named := _NAMED.match(self._source, self.at):
            self.at = named.end()
            return self._captured(named[1], depth)
        if flags := _FLAGS.match(self._source, self.at):
            self.at = flags.end()
            return self._flagged(flags, depth)
        if self._source.startswith("(?", self.at):
            raise Failure("RE2 has no such group")
        self.at += 1
        return self._captured(None, depth)

    def _captured(self, name: str | None, depth: int) -> Tree:
        if name and name in self.names:
            raise Failure("two groups of one name")
        self.names.append(name)
        number, flags = len(self.names), self._flags
        return Group(number, self._closed(flags, flags, depth))

    def _flagged(self, found: re.Match[str], depth: int) -> Tree | None:
        before = self._flags
        changed = dict.fromkeys(found[1], True) | dict.fromkeys(found[2] or "", False)
        flags = replace(before, **changed)
        if found[3] == ")":
            self._flags = flags
            return None
        return self._closed(flags, before, depth)

    def _closed(self, flags: _Flags, after: _Flags, depth: int) -> Tree:
        inner = self.either(flags, depth + 1)
        if not self._source.startswith(")", self.at):
            raise Failure("a parenthesis is not closed")
        self.at += 1
        self._flags = after
        return inner

    def _escape(self) -> Tree:
        kind = self._source[self.at + 1 : self.at + 2]
        if kind in ("A", "z", "b", "B"):
            self.at += 2
            return At({"A": "^", "z": "$"}.get(kind, kind))
        if kind == "Q":
            return self._quoted()
        found = self._class_escape()
        return One(found or self._literal(self._character()))

    def _quoted(self) -> Tree:
        end = self._source.find("\\E", self.at)
        body = self._source[self.at + 2 : end if end >= 0 else None]
        self.at = end + 2 if end >= 0 else len(self._source)
        return All(tuple(One(self._literal(one)) for one in body))

    def _class_escape(self) -> Test | None:
        """``\\d`` and the like, and the general categories of Unicode."""
        kind = self._source[self.at + 1 : self.at + 2]
        if kind.lower() in _PERL and kind:
            self.at += 2
            return _inside(_PERL[kind.lower()], kind.isupper())
        if kind in ("p", "P"):
            found = re.compile(r"\\[pP](?:([A-Z])|\{([A-Z][a-z]?)\})").match(self._source, self.at)
            if found is None:
                raise ValueError("a script of Unicode")
            self.at = found.end()
            category = found[1] or found[2]
            return lambda one: unicodedata.category(one).startswith(category) != (kind == "P")
        return None

    def _character(self) -> str:
        """The character that a backslash stands before, or the one that stands there itself."""
        if self._source[self.at] != "\\":
            self.at += 1
            return self._source[self.at - 1]
        kind = self._source[self.at + 1 : self.at + 2]
        if code := _HEX.match(self._source, self.at + 1):
            self.at = code.end()
            return chr(int(code[3], 8) if code[3] else int(code[1] or code[2], 16))
        if not kind or kind.isalnum() and kind not in _CONTROL or ord(kind) > 126 or kind == "_":
            raise Failure("RE2 has no such escape")
        self.at += 2
        return _CONTROL.get(kind, kind)

    def _set(self) -> Test:
        """``[…]``: ranges, classes, or anything but them."""
        self.at += 1
        negated = self._source.startswith("^", self.at)
        self.at += negated
        tests: list[Test] = []
        first = True
        while first or not self._source.startswith("]", self.at):
            if self.at >= len(self._source):
                raise Failure("a bracket is not closed")
            tests.append(self._member())
            first = False
        self.at += 1
        return lambda one: any(test(one) for test in tests) != negated

    def _member(self) -> Test:
        if posix := re.compile(r"\[:(\^?)(\w+):\]").match(self._source, self.at):
            if posix[2] not in _POSIX:
                raise Failure("there is no such class")
            self.at = posix.end()
            return _inside(frozenset(_POSIX[posix[2]]), bool(posix[1]))
        if self._source[self.at] == "\\" and (found := self._class_escape()):
            return found
        low = high = self._character()
        if self._source.startswith("-", self.at) and self._source[self.at + 1 : self.at + 2] not in ("]", ""):
            self.at += 1
            high = self._character()
        if low > high:
            raise Failure("a range from more to less")
        if self._flags.i:
            return lambda one: any(low <= case <= high for case in _cases(one))
        return lambda one: low <= one <= high


def _inside(members: frozenset[str], negated: bool) -> Test:
    return (lambda one: one not in members) if negated else members.__contains__


def _cases(character: str) -> frozenset[str]:
    """A character in every case; the long s and the Kelvin sign count as s and k."""
    more = {"s": "\u017f", "k": "\u212a"}.get(character.lower(), "")
    found = {character, character.lower(), character.upper(), *more, *more.lower(), *more.upper()}
    return frozenset(one for one in found if len(one) == 1)


def _bounds(found: re.Match[str]) -> tuple[int, int | None]:
    if found[1] is None:
        return {"*": (0, None), "+": (1, None), "?": (0, 1)}[found[0]]
    if not found[2]:
        return int(found[1]), int(found[1])
    return int(found[1]), int(found[3]) if found[3] else None
