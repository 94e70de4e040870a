"""Syntax that readers get wrong, python-hcl2's gaps among it: the values are those of a real plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hcl_scanner.source.bodies import public
from hcl_scanner.source.options import Options
from hcl_scanner.source.session import Session
from hcl_scanner.source.trees import Tree

from ..standin.make_plans import FIXTURES, plan
from .against_hcl2 import by_python_hcl2, by_slicer, terraform_reads, unread

_ODD = {
    "blanks after a heredoc's marker": ('output "o" {\n  value = <<EOT\n  x\nEOT   \n}\noutput "p" {\n  value = "after"\n}\n', "  x\n"),
    "a newline in a template": ('output "o" {\n  value = "a${\n  1 +\n  1\n}b"\n}\n', "a2b"),
    "a call over lines in a template": ('output "o" {\n  value = "a-${join("-", [\n    "b",\n    "c"\n  ])}"\n}\n', "a-b-c"),
    "a comment in a template": ('output "o" {\n  value = "a${ # one\n  1 /* or */ + 1 // two\n}b"\n}\n', "a2b"),
    "a newline before an attribute in a call": ('output "o" {\n  value = upper({ a = "x" }\n    .a)\n}\n', "X"),
    "a newline before an attribute in parentheses": ('output "o" {\n  value = ({ a = "x" }\n    .a)\n}\n', "x"),
    "a newline before an index in parentheses": ('output "o" {\n  value = (["x"]\n    [0])\n}\n', "x"),
    "a newline between a function and its parenthesis": ('output "o" {\n  value = [upper\n  ("x")]\n}\n', ["X"]),
    "a newline before an arrow": ('output "o" {\n  value = { for k in ["a"] : k\n    => 1 }\n}\n', {"a": 1}),
    "a byte order mark": ('\ufeffoutput "o" {\n  value = 1\n}\n', 1),
    "a name that is not ASCII": ('locals {\n  größe = "groß"\n}\noutput "o" {\n  value = local.größe\n}\n', "groß"),
    "a key that is not ASCII": ('output "o" {\n  value = { größe = 1 }.größe\n}\n', 1),
    "the core namespace": ('output "o" {\n  value = core::upper("x")\n}\n', "X"),
    "a comment between labels": ('output /* a */ "o" /* b */ {\n  value = 1\n}\n', 1),
    "a comment within an attribute": ('output "o" {\n  value /* of */ = /* here */ 1 /* there */\n}\n', 1),
    "a comment over lines within an expression": ('output "o" {\n  value = 1 + /* and\n  so on */ 1\n}\n', 2),
    "a comment before the first attribute": ('output "o" { /* a } */ value = 1 }\n', 1),
    "strip markers": ('output "o" {\n  value = "a ${~ 1 ~} b"\n}\n', "a1b"),
    "a line comment in brackets": ('output "o" {\n  value = [ # one\n    1, // two\n    2 /* three */\n  ]\n}\n', [1, 2]),
    "an empty heredoc": ('output "o" {\n  value = <<EOT\nEOT\n}\n', ""),
    "a heredoc in a call": ('output "o" {\n  value = trimspace(<<-EOT\n    x\n  EOT\n  )\n}\n', "x"),
    "a heredoc in a tuple": ('output "o" {\n  value = [<<A\na\nA\n  , <<B\nb\nB\n  ]\n}\n', ["a\n", "b\n"]),
    "a heredoc with a marker in its text": ('output "o" {\n  value = <<E\nE1\n E x\nE\n}\n', "E1\n E x\n"),
    "carriage returns": ('output "o" {\r\n  value = <<E\r\nx\r\nE\r\n}\r\n', "x\r\n"),
    "keys that are keywords": ('output "o" {\n  value = { in = 2, for = 1, if = 3, null = 4, true = 5 }\n}\n', {"for": 1, "in": 2, "if": 3, "null": 4, "true": 5}),
    "a colon after a key": ('output "o" {\n  value = { a : 1, "b" : 2, (upper("c")) : 3 }\n}\n', {"a": 1, "b": 2, "C": 3}),
    "a conditional over lines": ('output "o" {\n  value = (true\n    ? "a"\n    : "b")\n}\n', "a"),
    "a directive in quotes": ('output "o" {\n  value = "%{ if true ~} a %{ else }b%{ endif }"\n}\n', "a "),
    "a loop in quotes": ('output "o" {\n  value = "%{ for x in ["a", "b"] }<${x}>%{ endfor }"\n}\n', "<a><b>"),
    "a splat with an old index": ('output "o" {\n  value = [{ a = ["x"] }].0.a.0\n}\n', "x"),
    "a quote in a template in quotes": ('output "o" {\n  value = "${"a${"b"}"}c"\n}\n', "abc"),
    "an escaped template": ('output "o" {\n  value = "$${a} %%{b}"\n}\n', "${a} %{b}"),
    "a backslash before a quote": ('output "o" {\n  value = "\\\\\\"}"\n}\n', '\\"}'),
    "a negative number after an operator": ('output "o" {\n  value = 3 - -1\n}\n', 4),
    "no newline at the end": ('output "o" {\n  value = 1\n}', 1),
}  # fmt: skip


def _ours(folder: Path) -> object:
    session = Session(folder, (), Options(cache=False))
    found = public(Tree(session, folder).top.output("o"))
    assert session.problems() == ()
    return found


@pytest.mark.parametrize("name", _ODD)
def test_the_value_is_read(name: str, tmp_path: Path) -> None:
    text, expected = _ODD[name]
    (tmp_path / "main.tf").write_bytes(text.encode())
    assert _ours(tmp_path) == expected


@pytest.mark.usefixtures("terraform")
def test_terraform_reads_the_same_values(tmp_path: Path) -> None:
    calls = []
    for number, (text, _) in enumerate(_ODD.values()):
        (tmp_path / f"source/m{number}").mkdir(parents=True)
        (tmp_path / f"source/m{number}/main.tf").write_bytes(text.encode())
        calls.append(
            f'module "m{number}" {{\n  source = "./m{number}"\n}}\noutput "o{number}" {{\n  value = module.m{number}.o\n}}\n'
        )
    (tmp_path / "source/main.tf").write_text("".join(calls), encoding="utf-8")
    outputs = json.loads(plan(tmp_path / "source", "{}", tmp_path / "work"))["planned_values"]["outputs"]
    found = {name: outputs[f"o{number}"]["value"] for number, name in enumerate(_ODD)}
    assert found == {name: value for name, (_, value) in _ODD.items()}


@pytest.mark.usefixtures("terraform")
def test_one_name_for_an_attribute_and_a_block_is_read() -> None:
    text = 'resource "aws_instance" "x" {\n  volume = 2\n  volume {\n    size = 1\n  }\n}\n'
    assert terraform_reads(text.encode()) and unread(text) is None


@pytest.mark.parametrize("cloud", sorted(path.name for path in FIXTURES.iterdir() if path.is_dir()))
def test_every_block_of_the_fixtures_is_where_python_hcl2_finds_it(cloud: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((FIXTURES / cloud).rglob("*.tf"))]
    assert texts
    assert [text for text in texts if by_slicer(text) != by_python_hcl2(text) or unread(text)] == []


def test_an_empty_label_is_a_label() -> None:
    assert by_slicer('provider "" {\n}\n') == by_python_hcl2('provider "" {\n}\n')
