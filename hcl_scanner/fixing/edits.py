"""Edits of source text: which characters become which, and nothing else changes but the spaces that keep lines aligned."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..literals import respelled
from ..source import syntax
from ..source.domain import Failure
from ..source.primitives import text as as_text
from ..source.syntax import Setting
from .alignment import edited_lines
from .sites import NotWritten, Site

_PLAIN = re.compile(r"[\w+/:.-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Edit:
    """``text`` in place of ``old``, which stands from the character ``start`` on in a file, on that ``line``."""

    file: str
    start: int
    old: str
    text: str
    line: int

    @property
    def end(self) -> int:
        return self.start + len(self.old)

    @property
    def only_respells(self) -> bool:
        """Whether the word stays the same but for its case."""
        return self.old.casefold() == self.text.casefold()


def value_edits(site: Site, value: str) -> list[Edit]:
    """The edit that gives a literal another value, or those of the literal pieces of a template. Raises ``NotWritten``."""
    if isinstance(site.node, syntax.Template):
        return _pieces(site, value)
    new = respelled(site.text, value)
    if new is None:
        raise NotWritten("is no plain word or number where it is written")
    return [_edit(site, new)]


def _edit(site: Site, new: str) -> Edit:
    return Edit(site.file.path, (site.base or 0) + site.node.start, site.text, new, site.line)


def _pieces(site: Site, value: str) -> list[Edit]:
    """Only the literal pieces change: what stands between them must be in the new value too."""
    parts = [site.at(part) for part in site.node.parts]
    pattern = "".join("(.*?)" if _is_text(part) else re.escape(_value(part)) for part in parts)
    found = re.fullmatch(pattern, value)
    if found is None or not _PLAIN.fullmatch(value):
        raise NotWritten("is put together from several, and only some of them are written there")
    texts = [part for part in parts if _is_text(part)]
    return [_edit(part, new) for part, new in zip(texts, found.groups(), strict=True) if part.text != new]


def _is_text(site: Site) -> bool:
    return isinstance(site.node, syntax.Literal)


def _value(site: Site) -> str:
    try:
        return str(as_text(site.value()))
    except Failure:
        raise NotWritten("hangs on what is no text") from None


def removal(setting: Setting) -> Edit:
    """Takes an attribute away that stands on a line of its own. Raises ``NotWritten``."""
    text, start, end = setting.file.text, setting.base + setting.start, setting.base + setting.end
    if setting.file.path.endswith(".json"):
        return _json_removal(setting, start, end)
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last + 1
    if text[first:start].strip() or text[end:last].strip() or "\n" in text[start:end]:
        raise NotWritten("does not stand on a line of its own")
    return Edit(setting.file.path, first, text[first:last], "", text.count("\n", 0, start) + 1)


def _json_removal(setting: Setting, start: int, end: int) -> Edit:
    """With the comma and the blanks between it and its neighbour, so that the lines around it stay."""
    text = setting.file.text
    line = text.count("\n", 0, start) + 1
    if after := re.compile(r"\s*,\s*").match(text, end):
        return Edit(setting.file.path, start, text[start : after.end()], "", line)
    before = re.search(r",?\s*$", text[:start])
    first = before.start() if before else start
    return Edit(setting.file.path, first, text[first:end], "", line)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text of one file after edits of it that do not overlap."""
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        after = text[: edit.start] + edit.text + text[edit.end :]
        text = after if edit.file.endswith(".json") else _aligned(text, after, edit)
    return text


def _aligned(before: str, after: str, edit: Edit) -> str:
    lines = before.split("\n"), after.split("\n")
    return "\n".join(edited_lines(*lines, before.count("\n", 0, edit.start)))
