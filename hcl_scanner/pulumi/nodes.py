"""A YAML document with the place of every value, as Pulumi's YAML host reads it: https://github.com/pulumi/pulumi-yaml.

Its scalars are those of gopkg.in/yaml.v3 (``yes`` and ``on`` are texts), and aliases are refused as Pulumi refuses them,
so nothing here can be larger than the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import yaml
from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from policies.graph import NOWHERE, Place

from ..errors import Unreadable

Plain: TypeAlias = str | int | float | bool | None

LARGEST = 4 << 20
"""Bytes; a program of a thousand load balancers has a tenth of it."""
_DEEPEST = 100

# https://github.com/go-yaml/yaml/blob/v3.0.1/resolve.go
_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_INTEGER = re.compile(r"[-+]?(0b[01_]+|0o?[0-7_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 30
_TYPED = ("int", "float", "bool", "null")


@dataclass(frozen=True, slots=True)
class Scalar:
    value: Plain
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Entries:
    """A mapping; every entry has the place of its key, with the entry as it is written."""

    pairs: tuple[tuple[str, Place, Node], ...] = ()
    place: Place = NOWHERE

    @cached_property
    def _by_name(self) -> dict[str, Node]:
        return {name: node for name, _, node in self.pairs}

    @cached_property
    def _by_folded_name(self) -> dict[str, Node]:
        return {name.lower(): node for name, _, node in self.pairs}

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def get(self, name: str) -> Node | None:
        return self._by_name.get(name)

    def field(self, name: str) -> Node | None:
        """A part of the program's own structure, whose name Pulumi takes in any case."""
        return self._by_folded_name.get(name.lower())


Node: TypeAlias = Scalar | Sequence | Entries


def read_nodes(text: str, path: str) -> Node:
    """The first document of a file. Raises Unreadable, with the line, for what is not YAML or what Pulumi refuses."""
    if len(text) > LARGEST:
        raise Unreadable(path, f"the file is larger than {LARGEST >> 20} MB")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Builder(text, path, yaml.parse(text, loader)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise Unreadable(path, f"not valid YAML: {error.problem}", line, column) from None
    except yaml.YAMLError:
        raise Unreadable(path, "not valid YAML: it has characters that no YAML file may have") from None


class _Builder:
    """Builds nodes from the parser's events."""

    def __init__(self, text: str, path: str, events: Iterator[Any]) -> None:
        self._text, self._path, self._events = text, path, events

    def document(self) -> Node:
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                return self._node(next(self._events), 0)
            if isinstance(event, StreamEndEvent):
                break
        return Scalar(None)

    def _node(self, event: Any, depth: int) -> Node:
        if depth > _DEEPEST:
            raise self._wrong(event, "values within values too deep")
        if isinstance(event, AliasEvent):
            raise self._wrong(event, "an alias, which Pulumi does not take")
        if isinstance(event, ScalarEvent):
            return Scalar(_resolved(event), self._place(event, event))
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, depth)
        return self._sequence(event, depth)

    def _sequence(self, start: Any, depth: int) -> Sequence:
        items = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), self._place(start, start))

    def _mapping(self, start: Any, depth: int) -> Entries:
        pairs: dict[str, tuple[str, Place, Node]] = {}
        while not isinstance(key := next(self._events), MappingEndEvent):
            name = self._key(key)
            if name in pairs:
                raise self._wrong(key, "a key that stands here before")
            first = next(self._events)
            node = self._node(first, depth + 1)
            pairs[name] = (name, self._place(key, first), node)
        return Entries(tuple(pairs.values()), self._place(start, start))

    def _key(self, event: Any) -> str:
        name = _resolved(event) if isinstance(event, ScalarEvent) else None
        if not isinstance(name, str):
            raise self._wrong(event, "a key that is no text")
        return name

    def _place(self, start: Any, end: Any) -> Place:
        first, last = start.start_mark, end.end_mark
        return Place(self._path, first.line + 1, first.column + 1, self._line(first.index, last.index))

    def _line(self, start: int, end: int) -> str:
        return self._text[start:end].split("\n")[0].rstrip()

    def _wrong(self, event: Any, what: str) -> Unreadable:
        mark = event.start_mark
        return Unreadable(self._path, f"not a Pulumi program: {what}", mark.line + 1, mark.column + 1)


def _resolved(event: Any) -> Plain:
    """The value of a scalar: a quoted one is a text unless its tag says otherwise, and so is a plain one like nothing else."""
    text = str(event.value)
    kind = str(event.tag or "").removeprefix("tag:yaml.org,2002:")
    if kind == "str" or (event.style and kind not in _TYPED):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= _LONGEST_NUMBER and _INTEGER.fullmatch(text):
        digits = text.replace("_", "")
        octal = re.fullmatch(r"[-+]?0[0-7]+", digits)
        return int(digits, 8 if octal else 0)
    if len(text) <= _LONGEST_NUMBER and _FLOAT.fullmatch(text):
        return float(text)
    return text
