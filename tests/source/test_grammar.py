"""The parse tables against Lark, which made them, and python-hcl2, whose grammar they are."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import lark
import pytest
from hcl2.postlexer import PostLexer
from hypothesis import given, settings
from hypothesis import strategies as st

from hcl_scanner.source import tables
from hcl_scanner.source.lalr import Parser, Unexpected
from hcl_scanner.source.slicer import slice_blocks

_BLOCKS = [
    text[span.start : span.end]
    for path in sorted((Path(__file__).parents[2] / "fixtures").glob("*/*/*.tf"))
    for text in [path.read_text(encoding="utf-8")]
    for span in slice_blocks(text)
]
_PIECES = st.sampled_from(
    ["}", "{", '"', "${", "[", "]", "(", ")", "\n", "#", "for", " in ", ":", "=>", "1", "...", "?", ".*", "[*]", "-", "\\", "é",
     "&&", "==", "\n&&", "= ", ",", "~}", "%{ if a }", "null", "a.b", "<<E\nE\n", "//", "/*", "!", "1e5", " ", "::"]
)  # fmt: skip

_PASSED_ON = {"expression", "or_expr", "and_expr", "eq_expr", "rel_expr", "add_expr", "mul_expr", "unary_expr", "index"}


def _tree(rule: str) -> Any:
    return lambda parts: (rule, *parts)


@cache
def _ours() -> Parser:
    return Parser(tables.read_tables(None), lambda rule: None if rule in _PASSED_ON else _tree(rule))


@cache
def _larks() -> lark.Lark:
    text = (tables.grammar_folder() / "hcl2.lark").read_text(encoding="utf-8")
    return lark.Lark(text, parser="lalr", start=list(tables.STARTS), postlex=PostLexer())


def _by_us(text: str) -> Any:
    """The leaves in order, or the offset of what is unexpected."""
    try:
        return list(_leaves(_ours().parse(text, "body")))
    except Unexpected as error:
        return error.offset


def _leaves(part: Any) -> Any:
    if isinstance(part, tuple) and not hasattr(part, "type"):
        yield part[0]
        for inner in part[1:]:
            yield from _leaves(inner)
    else:
        yield (part.type, part.start_pos, part.end_pos)


def _by_lark(text: str) -> Any:
    try:
        return list(_lark_leaves(_larks().parse(text, start="body")))
    except lark.exceptions.UnexpectedToken as error:
        return len(text) if error.token.type == "$END" else error.pos_in_stream
    except lark.exceptions.UnexpectedCharacters as error:
        return error.pos_in_stream


def _lark_leaves(part: Any) -> Any:
    if isinstance(part, lark.Tree):
        yield str(part.data)
        for inner in part.children:
            yield from _lark_leaves(inner)
    else:
        yield (part.type, part.start_pos, part.end_pos)


def test_what_is_shipped_is_what_lark_makes_of_the_locked_release() -> None:
    assert json.loads(tables.SHIPPED.read_text(encoding="utf-8")) == tables.make_tables()


@pytest.mark.parametrize("start", range(0, len(_BLOCKS), 50))
def test_blocks_are_parsed_as_by_lark(start: int) -> None:
    for text in _BLOCKS[start : start + 50]:
        assert _by_us(text) == _by_lark(text)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(_BLOCKS), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 4), _PIECES), max_size=3))
def test_damaged_blocks_are_parsed_or_refused_as_by_lark(text: str, changes: list[tuple[float, int, str]]) -> None:
    for place, cut, piece in changes:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + cut :]
    assert _by_us(text) == _by_lark(text)


def test_the_tables_of_another_release_are_made_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SHIPPED", tmp_path / "none")
    made = tables.read_tables(tmp_path)
    assert json.loads((tmp_path / "grammar.json").read_text(encoding="utf-8")) == made
    monkeypatch.setattr(tables, "make_tables", lambda: pytest.fail("they were kept"))
    assert tables.read_tables(tmp_path) == made


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"version": "another"}', "[" * 100_000])
def test_damaged_tables_are_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    shipped = tables.read_tables(None)
    (tmp_path / "grammar.json").write_text(damage, encoding="utf-8")
    monkeypatch.setattr(tables, "SHIPPED", tmp_path / "none")
    monkeypatch.setattr(tables, "make_tables", lambda: shipped)
    assert tables.read_tables(tmp_path) == shipped
    assert tables._read(tmp_path / "grammar.json", tables.grammar_version()) == shipped
