"""Terraform's JSON syntax, read into the same syntax as the native one, with the place of every key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]

from .arithmetic import parse_number
from .grammar import NotParsed
from .syntax import (
    BareTemplate,
    Literal,
    Node,
    ObjectOf,
    Section,
    Setting,
    SourceFile,
    Template,
    TupleOf,
)
from .templates import bare_template

_SPACE = re.compile(r"[ \t\r\n]*+")
_NUMBER = re.compile(r"-?\d++(?:\.\d++)?(?:[eE][+-]?\d++)?")
_WORDS = {"true": True, "false": False, "null": None}
_LABELS = {
    "resource": 2,
    "data": 2,
    "ephemeral": 2,
    "variable": 1,
    "output": 1,
    "module": 1,
    "provider": 1,
    "locals": 0,
}
_LITERAL_BODIES = frozenset({"variable"})
_VALUES = frozenset({"for_each", "count", "provider", "depends_on", "tags", "tags_all", "labels", "value"})
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class _Reader:
    """A JSON text being read; every method takes an offset and gives a node that knows where it ends."""

    text: str

    def value(self, at: int, depth: int = 0) -> Node:
        at = self.skip(at)
        here = self.text[at : at + 1]
        if depth > _DEEPEST:
            raise NotParsed(at, "it is nested too deeply")
        if here == '"':
            return self.string(at)
        if here == "{":
            return self._object(at, depth)
        if here == "[":
            return self._array(at, depth)
        return self._scalar(at)

    def skip(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def string(self, at: int) -> Literal:
        try:
            value, end = scanstring(self.text, at + 1, True)
        except ValueError:
            raise NotParsed(at, "a string is never closed") from None
        return Literal(at, end, value)

    def _scalar(self, at: int) -> Literal:
        for word, value in _WORDS.items():
            if self.text.startswith(word, at):
                return Literal(at, at + len(word), value)
        found = _NUMBER.match(self.text, at)
        if found is None:
            raise NotParsed(at, "a JSON value was expected here")
        return Literal(at, found.end(), parse_number(found[0]))

    def _object(self, start: int, depth: int) -> ObjectOf:
        items: list[tuple[Node, Node]] = []
        at = self.skip(start + 1)
        while self.text[at : at + 1] != "}":
            if self.text[at : at + 1] != '"':
                raise NotParsed(at, "a JSON key was expected here")
            key = self.string(at)
            value = self.value(self._after(key.end, ":"), depth + 1)
            items.append((key, value))
            at = self._next(value.end, "}")
        return ObjectOf(start, at + 1, tuple(items))

    def _array(self, start: int, depth: int) -> TupleOf:
        items: list[Node] = []
        at = self.skip(start + 1)
        while self.text[at : at + 1] != "]":
            items.append(self.value(at, depth + 1))
            at = self._next(items[-1].end, "]")
        return TupleOf(start, at + 1, tuple(items))

    def _after(self, at: int, sign: str) -> int:
        at = self.skip(at)
        if self.text[at : at + 1] != sign:
            raise NotParsed(at, f"{sign!r} was expected here")
        return at + 1

    def _next(self, at: int, closing: str) -> int:
        """Where the next element, or the closing sign, begins."""
        at = self.skip(at)
        return at if self.text[at : at + 1] == closing else self.skip(self._after(at, ","))


def json_value(text: str) -> Node:
    """A JSON document by itself. Raises ``NotParsed``."""
    return _Reader(text).value(0)


def json_sections(file: SourceFile) -> Iterator[Section]:
    """The blocks of a ``.tf.json`` file. Raises ``NotParsed``."""
    reader = _Reader(file.text)
    top = reader.value(0)
    if reader.skip(top.end) != len(file.text):
        raise NotParsed(top.end, "nothing may follow the JSON document")
    for kind, key, value in _members(top):
        if kind in _LABELS:
            yield from _labelled(file, (kind,), key, value, _LABELS[kind])


def _members(node: Node) -> Iterator[tuple[str, Literal, Node]]:
    """The members of an object, or of each object of an array; comments left out."""
    if isinstance(node, TupleOf):
        for item in node.items:
            yield from _members(item)
    elif isinstance(node, ObjectOf):
        yield from ((str(key.value), key, value) for key, value in node.items if key.value != "//")


def _labelled(file: SourceFile, path: tuple[str, ...], key: Literal, value: Node, missing: int) -> Iterator[Section]:
    if missing:
        for name, inner_key, inner in _members(value):
            yield from _labelled(file, (*path, name), inner_key, inner, missing - 1)
        return
    for body in value.items if isinstance(value, TupleOf) else (value,):
        if isinstance(body, ObjectOf):
            yield _section(file, path, key, body, path[0])


def _section(file: SourceFile, path: tuple[str, ...], key: Literal, body: ObjectOf, top: str) -> Section:
    settings: dict[str, Setting] = {}
    sections: list[Section] = []
    for name, inner_key, value in _members(body):
        if name == "dynamic":
            sections += _dynamic(file, value, top)
        elif top in ("resource", "data") and name not in _VALUES and (bodies := _bodies(value)):
            sections += [_section(file, (name,), inner_key, inner, top) for inner in bodies]
        elif (top, name) == ("variable", "validation"):
            sections += [_section(file, (name,), inner_key, inner, name) for inner in _bodies(value)]
        elif (top, name) == ("validation", "condition"):
            settings[name] = Setting(name, inner_key.start, value.end, _condition(value), file, 0)
        else:
            expression = value if top in _LITERAL_BODIES else _templates(value)
            settings[name] = Setting(name, inner_key.start, value.end, expression, file, 0)
    return Section(path[0], path[1:], key.start, body.start, body.end, settings, tuple(sections), file, 0)


def _condition(node: Node) -> Node:
    """The expression of a text that is nothing but one template sequence, so that its form can be looked at."""
    templated = _templates(node)
    if not isinstance(templated, BareTemplate):
        return templated
    try:
        read = bare_template(templated.text)
    except NotParsed:
        return templated
    return read.parts[0] if isinstance(read, Template) and len(read.parts) == 1 else templated


def _bodies(value: Node) -> tuple[ObjectOf, ...]:
    """The objects that stand for nested blocks: one, or an array of nothing else."""
    items = value.items if isinstance(value, TupleOf) else (value,)
    return items if all(isinstance(item, ObjectOf) for item in items) else ()


def _dynamic(file: SourceFile, value: Node, top: str) -> Iterator[Section]:
    for name, key, bodies in _members(value):
        for body in bodies.items if isinstance(bodies, TupleOf) else (bodies,):
            if isinstance(body, ObjectOf):
                yield _section(file, ("dynamic", name), key, body, top)


def _templates(node: Node) -> Node:
    """The same values with every string that holds a template read as one."""
    match node:
        case Literal(start, end, str() as text) if "${" in text or "%{" in text:
            return BareTemplate(start, end, text)
        case TupleOf(start, end, items):
            return TupleOf(start, end, tuple(map(_templates, items)))
        case ObjectOf(start, end, items):
            return ObjectOf(start, end, tuple((_templates(key), _templates(value)) for key, value in items))
    return node
