"""The slicer against python-hcl2's own full parse, and the files that python-hcl2's grammar alone cannot read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hcl2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Tree

from hcl_scanner.source.slicer import slice_blocks

from .trees_on_disk import graph, value

_EXPRESSIONS = [
    '"plain"', '"a-${b}-${c["d"]}"', '"${f("x", "}")}"', '"\\"}\\\\"', "{ a = 1, b = { c = 2 } }", "[1, [2, {}], 3]", "f(x, { y = 1 })",
    "[for a in b : { c = a } if a != null]", "<<EOT\n  } not \"the end ${x} {\nEOT", "<<-E\n    # no comment\n    /* nor this\n  E",
    "1 / 2", 'a < b ? "x" : "y"', '"$${not} %%{this}"', '"{"', '"# no comment"', '"é ü {"', "x.*.y[0]", "{\n    k = \"}\"\n  }",
]  # fmt: skip
_COMMENTS = ["", "# } {\n", '// " ${\n', '/* } " */\n', "\n\n"]

_BODIES = st.recursive(
    st.sampled_from(_EXPRESSIONS).map(lambda one: f"  name = {one}\n"),
    lambda inner: st.tuples(st.sampled_from(_COMMENTS), inner).map(
        lambda pair: f"  {pair[0]}  inner {{\n{pair[1]}  }}\n"
    ),
    max_leaves=4,
)
_BLOCKS = st.tuples(
    st.sampled_from(_COMMENTS),
    st.sampled_from(['resource "aws_lb" "x"', "locals", 'variable "v"', "data aws_lb y", 'module  "m"']),
    st.lists(_BODIES, max_size=1),
).map(lambda parts: f"{parts[0]}{parts[1]} {{\n{''.join(parts[2])}}}\n")


def _parsed(text: str) -> list[tuple[list[str], int, int]]:
    return [
        ([_label(child) for child in block.children if _is_label(child)], block.meta.start_pos, block.meta.end_pos)
        for block in hcl2.parses_to_tree(text).children[0].children
        if isinstance(block, Tree) and block.data == "block"
    ]


def _is_label(child: Any) -> bool:
    return isinstance(child, Tree) and child.data in ("identifier", "string")


def _label(tree: Any) -> str:
    return "".join(str(token) for token in tree.scan_values(lambda _: True)).strip('"')


@settings(max_examples=150, deadline=None)
@given(st.lists(_BLOCKS, min_size=1, max_size=4))
def test_blocks_are_those_of_python_hcl2(blocks: list[str]) -> None:
    text = "".join(blocks)
    found = [([span.type, *span.labels], span.start, span.end) for span in slice_blocks(text)]
    assert found == _parsed(text)


_GAPS = {
    "blanks after a heredoc marker": ("name = <<EOT\n  x\nEOT   \n  other = 1", "  x\n"),
    "newline inside a template": ('name = "a${\n  1 +\n  1\n}b"', "a2b"),
    "strip markers in a template": ('name = "a ${~ 1 ~} b"', "a1b"),
    "newline before an attribute inside a call": ("name = upper(local.o\n    .a)", "X"),
    "newline between a function and its parenthesis": ('name = upper\n  ("x")', "X"),
    "newline before an arrow": ('name = { for k in ["a"] : k\n    => 1 }', {"a": 1}),
    "names that are not ASCII": ("name = local.größe", "groß"),
    "the core namespace": ('name = core::upper("x")', "X"),
    "a name that is an attribute and a block": ("name = 1\n  volume = 2\n  volume {}", 1),
    "a quoted brace after an escaped template": ('name = "$${"', "${"),
    "carriage returns": ('name = "x"\r\n  other = <<EOT\r\nx\r\nEOT\r\n', "x"),
    "keys that are keywords": ("name = { for = 1, in = 2 }", {"for": 1, "in": 2}),
    "an empty heredoc": ("name = <<EOT\nEOT", ""),
    "a conditional over lines": ('name = (true\n    ? "a"\n    : "b")', "a"),
    "directives in quotes": ('name = "%{ if true ~} a %{ else }b%{ endif }"', "a "),
}


@pytest.mark.parametrize("gap", _GAPS)
def test_what_pythons_grammar_alone_cannot_read(tmp_path: Path, gap: str) -> None:
    line, expected = _GAPS[gap]
    text = f'locals {{\n  o = {{ a = "x" }}\n  größe = "groß"\n}}\nresource "aws_lb" "x" {{\n  {line}\n}}\n'
    (tmp_path / "main.tf").write_bytes(text.encode())
    assert value(graph(tmp_path, {}).resources["aws_lb.x"], "name") == expected


def test_comments_between_labels(tmp_path: Path) -> None:
    text = 'resource /* a */ "aws_lb" /* b */ "x" {\n  name = "n"\n}\n'
    assert value(graph(tmp_path, text).resources["aws_lb.x"], "name") == "n"


def test_a_large_heredoc_is_no_burden(tmp_path: Path) -> None:
    lines = "\n" * 20_000
    text = f'resource "aws_lb" "x" {{\n  policy = <<EOT\n{lines}\nEOT\n  name = "n"\n}}\n'
    place = graph(tmp_path, text).resources["aws_lb.x"].body.entries["name"].place
    assert place.line == 20_004 + 1
