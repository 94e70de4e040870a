"""Reads YAML by its indentation. What this reader does not have is ``ValueError``: the value is then unknown."""

from __future__ import annotations

import re

from ..domain import Obj, Tup, Value
from .yaml_flow import QUOTED, Flow, key_text
from .yaml_scalars import folded, resolved, unquoted

_KEY = re.compile(
    rf"(?P<key>{QUOTED.pattern}|[^\s\-?:,\[\]{{}}#&*!|>'\"%@`][^\n#]*?|[-?:][^\s#][^\n#]*?)[ ]*:(?=[ \n]|$)", re.DOTALL
)
_ITEM = re.compile(r"-(?= |$)")
_PROPERTY = re.compile(r"(&[\w-]+|![\w!-]*)(?: +|$)")
_BLOCK = re.compile(r"([|>])([-+]?)[ ]*(?:#.*)?")
_MOST_LINES = 20_000


def read_yaml(source: str) -> Value:
    """The value of a document. ``ValueError`` where this reader cannot tell, ``Failure`` where YAML says no."""
    lines = source.replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() == "---":
        lines[0] = ""
    if lines[-2:] == ["...", ""]:
        lines[-2:] = [""]
    if any(re.match(r"(---|\.\.\.)(\s|$)|%", line) or "\t" in line[: len(line) - len(line.lstrip())] for line in lines):
        raise ValueError("several documents, directives or tabs")
    if len(lines) > _MOST_LINES or all(not line.split("#")[0].strip() for line in lines):
        raise ValueError("no value, or very many lines")
    reader = _Reader(lines)
    value = reader.node(-1)
    if reader.content() is not None:
        raise ValueError("something after the value")
    return value


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self._lines, self._row = lines, 0
        self._anchors: dict[str, Value] = {}

    def content(self) -> tuple[int, str] | None:
        """The indentation and the text of the next line that is neither empty nor a comment."""
        while self._row < len(self._lines):
            line = self._lines[self._row]
            stripped = line.lstrip(" ")
            if stripped.strip() and not stripped.startswith("#"):
                return len(line) - len(stripped), stripped.rstrip()
            self._row += 1
        return None

    def node(self, above: int, same: bool = False) -> Value:
        """The value that begins on the next line, further in than ``above``; null where there is none.

        With ``same``, a sequence may stand at ``above`` itself, as it may below a key.
        """
        here = self.content()
        if here is None:
            return None
        indent, line = here
        if _ITEM.match(line) and (indent > above or same and indent == above):
            return self._sequence(indent)
        if indent <= above:
            return None
        if _KEY.match(line):
            return self._mapping(indent)
        self._lines[self._row] = ""
        return self._inline(line, above)

    def _sequence(self, indent: int) -> Tup:
        items: list[Value] = []
        while (here := self.content()) and here[0] == indent and _ITEM.match(here[1]):
            rest = here[1][1:].lstrip(" ")
            inner = indent + len(here[1]) - len(rest)
            items.append(self._placed(rest, inner, indent))
        if here and here[0] > indent:
            raise ValueError("a line that is further in than its neighbours")
        return Tup(items)

    def _placed(self, rest: str, inner: int, indent: int) -> Value:
        """What stands behind a dash: a block of its own, or a value in the line."""
        block = _ITEM.match(rest) or _KEY.match(rest)
        self._lines[self._row] = " " * inner + rest if block else ""
        if block:
            return self.node(indent)
        if not rest or rest.startswith("#"):
            return self.node(indent)
        return self._inline(rest, indent)

    def _mapping(self, indent: int) -> Obj:
        found: dict[str, Value] = {}
        while (here := self.content()) and here[0] == indent and (key := _KEY.match(here[1])):
            rest = here[1][key.end() :].lstrip(" ")
            self._lines[self._row] = ""
            value = self._behind_key(rest, indent)
            self._enter(found, key["key"], value)
        if here and (here[0] > indent or here[0] == indent):
            raise ValueError("a line that is no entry of its mapping")
        return Obj(sorted(found.items()))

    def _behind_key(self, rest: str, indent: int) -> Value:
        if not rest or rest.startswith("#"):
            return self.node(indent, same=True)
        if _KEY.match(rest) and rest[0] not in "\"'":
            raise ValueError("a mapping in the line of its key")
        return self._inline(rest, indent)

    def _enter(self, found: dict[str, Value], key: str, value: Value) -> None:
        if key == "<<":
            if not isinstance(value, dict):
                raise ValueError("a merge of something else")
            found |= value
            return
        name = unquoted(key) if key[0] in "\"'" else key_text(resolved(key))
        found[name] = value

    def _inline(self, rest: str, indent: int) -> Value:
        """A value that begins in a line, with its anchor and tag; ``indent`` is that of what it belongs to."""
        anchor = tag = ""
        while found := _PROPERTY.match(rest):
            anchor, tag = (found[1], tag) if found[1][0] == "&" else (anchor, found[1])
            rest = rest[found.end() :]
        value = self._valued(rest, indent, tag)
        if anchor:
            self._anchors[anchor[1:]] = value
        return value

    def _valued(self, rest: str, indent: int, tag: str) -> Value:
        if not rest or rest.startswith("#"):
            if tag:
                raise ValueError("a tag of a block")
            return self.node(indent, same=True)
        if block := _BLOCK.fullmatch(rest):
            return self._block(block[1] == ">", block[2], indent, tag)
        if rest[0] in "[{*\"'":
            return self._flow(rest, indent, tag)
        return self._plain(rest, indent, tag)

    def _flow(self, rest: str, indent: int, tag: str) -> Value:
        if tag and tag != "!!str":
            raise ValueError("a tag of a value in a line")
        following = self._lines[self._row + 1 :] if not self._lines[self._row] else self._lines[self._row :]
        flow = Flow("\n".join([rest, *following]), self._anchors)
        value = flow.value()
        used = flow.position
        consumed = "\n".join([rest, *following])[:used].count("\n")
        tail = [rest, *following][consumed][used - len("\n".join([rest, *following][:consumed])) - (consumed > 0) :]
        if tail.strip() and not re.match(r"\s+#", tail):
            raise ValueError("something behind a value")
        if any(line.strip() and len(line) - len(line.lstrip(" ")) <= indent for line in following[:consumed]):
            raise ValueError("a value that goes on to the left of its key")
        for offset in range(consumed):
            self._lines[self._row + 1 + offset] = ""
        return value

    def _plain(self, rest: str, indent: int, tag: str) -> Value:
        """A plain text, with the lines further in that it goes on in."""
        if re.match(r"[\]},%@`|>]|[-?:](?:\s|$)", rest):
            raise ValueError("a value of that kind")
        lines = [re.split(r"\s#", rest)[0].rstrip()]
        row, ended = self._row + 1, lines[0] != rest
        while row < len(self._lines) and not ended:
            line = self._lines[row]
            body = line.strip()
            if body and (len(line) - len(line.lstrip(" ")) <= indent or body.startswith("#")):
                break
            lines.append(re.split(r"\s#", body)[0].rstrip())
            ended = lines[-1] != body
            row += 1
        while len(lines) > 1 and not lines[-1]:
            lines.pop()
        if any(re.search(r":(\s|$)", line) for line in lines):
            raise ValueError("a mapping in a plain text")
        for taken in range(len(lines) - 1):
            self._lines[self._row + 1 + taken] = ""
        return resolved(folded(lines), tag)

    def _block(self, fold: bool, chomp: str, indent: int, tag: str) -> Value:
        """A literal or folded block: the lines further in, without their common indentation."""
        self._row += 1
        first = next((line for line in self._lines[self._row :] if line.strip()), "")
        width = len(first) - len(first.lstrip(" "))
        body: list[str] = []
        while width > indent and self._row < len(self._lines):
            line = self._lines[self._row]
            if line.strip() and len(line) - len(line.lstrip(" ")) < width:
                break
            body.append(line[width:])
            self._row += 1
        if self._row < len(self._lines):
            ended = True
        else:
            ended = False
            if body and body[-1] == "":
                body.pop()  # the end of the document is no line of its own
                ended = True
        return _chomped(body, fold, chomp, tag, ended)


def _chomped(body: list[str], fold: bool, chomp: str, tag: str, ended: bool) -> Value:
    blank = 0
    while body and not body[-1].strip():
        body = body[:-1]
        blank += 1
    if fold and any(line.startswith((" ", "\t")) for line in body):
        raise ValueError("a folded block with lines further in")
    text = (folded(body) if fold else "\n".join(body)) if body else ""
    if chomp == "+":
        text += "\n" * (blank + bool(body and (ended or blank)))
    elif chomp == "" and body and (ended or blank):
        text += "\n"
    return resolved(text, tag)
