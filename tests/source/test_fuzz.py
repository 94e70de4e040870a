"""Whatever stands in the files, the reader ends, tells its problems with their place, and its report adds up.

A minute of it runs with the tests, always on the same examples; ``make fuzz`` looks for new ones for much longer
(``LBGATE_FUZZ`` multiplies the examples). What it finds is kept here as an ``example``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hcl_scanner.source import Options, read_folder
from hcl_scanner.source.grammar import NotParsed
from hcl_scanner.source.json_syntax import json_sections
from hcl_scanner.source.masking import mask_heredocs, repaired
from hcl_scanner.source.parsing import parse_expression, parse_section
from hcl_scanner.source.slicer import slice_blocks
from hcl_scanner.source.syntax import SourceFile
from hcl_scanner.source.templates import bare_template
from policies.evaluate import evaluate
from policies.providers import TYPES
from policies.settings import Settings

from ..endings import ends

FIXTURES = Path(__file__).parents[2] / "fixtures"
_SEEDS = [path.read_bytes() for path in sorted(FIXTURES.glob("*/*/main.tf"))]

_WORDS = [
    'resource "aws_lb_listener" "l" {', 'resource "aws_lb_target_group" "t" {', 'module "m" {\n source = "./m"\n', "locals {",
    'variable "v" {', 'data "aws_lb" "d" {', 'dynamic "default_action" {\n for_each = ', "content {", "}", "{", "[", "]", "(", ")",
    '"', "${", "%{ if ", "%{ for x in ", "%{ endif }", "~}", "<<EOT\n", "<<-E\n", "EOT\n", "E\n", "#", "//", "/*", "*/", "\n", "\r\n",
    "for x in ", "for k, v in ", " : ", " => ", "...", " ? ", ".*", "[*]", ".0", "count = ", "for_each = ", "protocol = ", "=", "==",
    "&&", "||", "!", "-", "*", "/", "%", "null", "true", "1", "1e9999", "0.1", '"HTTP"', "var.v", "local.v", "module.m.o", "each.value",
    "count.index", "aws_lb_target_group.t.arn", "aws_lb_target_group.t[0]", "range(", "merge(", "lookup(", "try(", "jsonencode(",
    "flatten(", "setproduct(", "toset(", "format(", "regex(", "templatefile(", "yamldecode(", "concat(", "file(", ",", ";", "\\", "\0",
    "\ufeff", "é", "\u2028", "\ud7ff", "$${", "%%{", "terraform {", "provider::a::b(", "core::max(", " ", "\t",
]  # fmt: skip


def fuzzed(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """That many examples in the tests, and as many times more as ``LBGATE_FUZZ`` says."""
    return settings(
        max_examples=examples * int(os.environ.get("LBGATE_FUZZ", "1")),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


_TEXTS = st.lists(st.sampled_from(_WORDS) | st.text(max_size=4), max_size=60).map("".join)
_CHANGES = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 40), st.sampled_from(_WORDS) | st.binary(max_size=4)),
    min_size=1,
    max_size=5,
)


def _changed(data: bytes, changes: list[tuple[float, int, str | bytes]]) -> bytes:
    for place, cut, piece in changes:
        at = int(place * len(data))
        data = data[:at] + (piece if isinstance(piece, bytes) else piece.encode()) + data[at + cut :]
    return data


def _judged(files: dict[str, bytes]) -> None:
    """Read, evaluate and judge a tree, and hold what comes out to what every report promises."""
    with TemporaryDirectory() as name:
        for file, data in files.items():
            path = Path(name, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        with ends():
            found = read_folder(Path(name), TYPES, Options(cache=False))
            report = evaluate(found.graphs, Settings(), files=found.files, problems=found.problems)
    count = report.ledger
    assert count.listeners == count.judged + count.no_route + count.undecided + count.unlinked + count.not_covered
    assert count.routes == count.ok + count.violations + count.routes_undecided
    for problem in found.problems:
        assert problem.reason and (problem.line is None or problem.line >= 1) and (problem.column or 1) >= 1
    for graph in found.graphs:
        if graph.unreadable:
            fine = [one for one in report.listeners if one.root == graph.root and one.status == "judged"]
            wrong = {one.listener.spot.address for one in report.routes if one.verdict.violation}
            own = {one.location.address.split(":")[0] for one in report.findings}
            assert all(one.address in wrong or one.address.split(":")[0] in own for one in fine)


@fuzzed(600)
@example(b'module "m" {\n  source = "./m\0"\n}\n', [])
@given(st.sampled_from(_SEEDS), _CHANGES)
def test_changed_fixtures_are_judged(seed: bytes, changes: list[tuple[float, int, str | bytes]]) -> None:
    _judged({"main.tf": _changed(seed, changes)})


@fuzzed(1000)
@given(st.sampled_from(_SEEDS), _TEXTS, st.sampled_from(["a.tf", "a_override.tf", "a.tofu", "a.auto.tfvars"]))
def test_anything_beside_a_fixture_is_judged(seed: bytes, text: str, name: str) -> None:
    _judged({"main.tf": seed, name: text.encode("utf-8", "surrogatepass")})


@fuzzed(1000)
@given(
    st.binary(max_size=400), st.sampled_from(["main.tf", "main.tf.json", "terraform.tfvars", "terraform.tfvars.json"])
)
def test_bytes_are_judged(data: bytes, name: str) -> None:
    _judged({"more.tf": _SEEDS[0], name: data})


_FOLDERS = st.sampled_from([".", "a", "b", "a/c", "../x"])
_CALLS = st.lists(
    st.tuples(_FOLDERS, _FOLDERS, st.sampled_from(["", "count = 2", "for_each = toset([var.v])"])), max_size=8
)


@fuzzed(200)
@given(_CALLS, st.lists(st.tuples(_FOLDERS, st.sampled_from(_SEEDS)), max_size=3))
def test_trees_of_modules_are_judged(calls: list[tuple[str, str, str]], seeds: list[tuple[str, bytes]]) -> None:
    files: dict[str, bytes] = {}
    for number, (caller, called, over) in enumerate(calls):
        source = os.path.relpath(called, caller)
        source = source if source.startswith(".") else f"./{source}"
        text = f'module "m{number}" {{\n  source = "{source}"\n  {over}\n  v = module.m{number - 1}.o\n}}\n'
        text += f'output "o" {{\n  value = [module.m{number}, var.v]\n}}\nvariable "v" {{}}\n'
        files[f"tree/{caller}/{number}.tf"] = text.encode()
    for folder, seed in seeds:
        files[f"tree/{folder}/main.tf"] = seed
    _judged({os.path.normpath(name): data for name, data in files.items()} or {"main.tf": b""})


@fuzzed(1000)
@given(_TEXTS)
def test_every_character_is_in_a_block_or_between_blocks(text: str) -> None:
    position = 0
    for span in slice_blocks(text):
        assert position <= span.start < span.end <= len(text)
        assert span.broken or text[span.opening] == "{" and text[span.end - 1] == "}"
        position = span.end


@fuzzed(1000)
@given(_TEXTS)
def test_rewrites_move_nothing(text: str) -> None:
    assert len(mask_heredocs(text)) == len(text)
    assert len(repaired(text)) == len(text)


@fuzzed(600)
@given(_TEXTS)
def test_texts_are_parsed_or_refused_with_their_place(text: str) -> None:
    file = SourceFile("main.tf", text)
    for span in slice_blocks(text):
        _refused(lambda span=span: parse_section(file, span, cache=False), len(text))  # type: ignore[misc]
    _refused(lambda: parse_expression(text), len(text))
    _refused(lambda: bare_template(text), len(text))
    _refused(lambda: list(json_sections(file)), len(text))


def _refused(read: Callable[[], object], length: int) -> None:
    problem = _problem(read)
    assert problem is None or problem.reason and 0 <= problem.offset <= length


def _problem(read: Callable[[], object]) -> NotParsed | None:
    try:
        read()
    except NotParsed as problem:
        return problem
    return None


@fuzzed(600)
@given(st.lists(st.sampled_from([word for word in _WORDS if "{" not in word or "$" in word]), max_size=12).map("".join))
def test_expressions_are_evaluated(text: str) -> None:
    block = (
        f'resource "aws_lb_target_group" "t" {{\n  port = 80\n  protocol = {text}\n}}\nlocals {{\n  v = {text}\n}}\n'
    )
    _judged({"main.tf": block.encode("utf-8", "surrogatepass")})
