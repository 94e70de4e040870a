"""From the text of one block to its syntax, with every offset that of the original text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from .grammar import NotParsed, parse
from .masking import mask_heredocs, repaired
from .remembered import recall, remember
from .slicer import Span
from .syntax import Node, RawSection, RawSetting, Section, Setting, SourceFile

LARGEST_BLOCK = 1 << 20
"""Characters of one block beyond which it is not parsed."""


def parse_section(file: SourceFile, span: Span, cache: bool = True) -> Section:
    """The block at a span of a file. Raises ``NotParsed`` with the file's offset."""
    if span.broken:
        raise NotParsed(span.start, span.broken)
    try:
        return _section(_block(file.text[span.start : span.end], cache), file, span.start)
    except NotParsed as problem:
        raise NotParsed(span.start + problem.offset, problem.reason) from None


@lru_cache(maxsize=4096)
def _block(text: str, cache: bool) -> RawSection:
    """One block; folders that were copied from each other have many in common."""
    if cache and (known := recall(text)):
        return known
    body = _parse(text, "body", cache)
    if len(body) != 1 or not isinstance(body[0], RawSection) or body[0].end != len(text):
        raise NotParsed(0, "it does not read as one block")
    if cache:
        remember(text, body[0])
    return body[0]


def parse_settings(file: SourceFile, cache: bool = True) -> dict[str, Setting]:
    """The attributes of a variables file. Raises ``NotParsed``."""
    body = _parse(file.text if file.text.endswith("\n") else file.text + "\n", "body", cache)
    return {raw.name: _setting(raw, file, 0) for raw in body if isinstance(raw, RawSetting)}


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> Node:
    """An expression that stands alone (in a template, a variable on the command line). Raises ``NotParsed``."""
    return _parse(text, "expression", True)


def _parse(text: str, start: str, cache: bool) -> Any:
    if len(text) > LARGEST_BLOCK:
        raise NotParsed(0, f"it is larger than {LARGEST_BLOCK >> 20} MB")
    try:
        return parse(mask_heredocs(text), text, start, cache)
    except NotParsed as first:
        mended = repaired(text, "(" if start == "expression" else "")
        try:
            if len(mended) == len(text):
                return parse(mended, text, start, cache)
        except NotParsed:
            pass
        raise first from None


def _setting(raw: RawSetting, file: SourceFile, base: int) -> Setting:
    return Setting(raw.name, raw.start, raw.end, raw.expression, file, base)


def _section(raw: RawSection, file: SourceFile, base: int) -> Section:
    settings = {item.name: _setting(item, file, base) for item in raw.body if isinstance(item, RawSetting)}
    sections = tuple(_section(item, file, base) for item in raw.body if isinstance(item, RawSection))
    return Section(raw.type, raw.labels, raw.start, raw.opening, raw.end, settings, sections, file, base)
