"""Input that is broken, hostile or too large: problems with their place, never an exception, never a hang."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hcl_scanner.source import Options, read_folder
from hcl_scanner.source.slicer import slice_blocks
from policies.values import Unknown

from ..endings import ends
from .trees_on_disk import WANTED, graph, reading, value

_GOOD = 'resource "aws_lb" "good" {\n  name = "x"\n}\n'


def _raw(folder: Path, data: bytes, name: str = "main.tf") -> object:
    (folder / name).write_bytes(data)
    return read_folder(folder, WANTED)


def test_a_byte_order_mark_is_read_over(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_bytes(b"\xef\xbb\xbf" + _GOOD.encode())
    found = read_folder(tmp_path, WANTED)
    assert found.problems == () and found.graphs[0].resources["aws_lb.good"].body.place.column == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_other_encodings_are_problems(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "main.tf").write_bytes(("# é\n" + _GOOD).encode(encoding))
    (problem,) = read_folder(tmp_path, WANTED).problems
    assert "UTF-8" in problem.reason and problem.line == 1


def test_a_huge_file_is_a_problem(tmp_path: Path) -> None:
    with (tmp_path / "main.tf").open("wb") as file:
        file.truncate(50 << 20)
    (problem,) = read_folder(tmp_path, WANTED).problems
    assert problem.reason == "the file is larger than 8 MB"


def test_the_rest_of_a_half_written_file_is_read(tmp_path: Path) -> None:
    text = f'resource "aws_lb" "half" {{\n  name = {{\n}}\n{_GOOD}resource "aws_lb" "wrong" {{\n  name = = 1\n}}\n'
    found = reading(tmp_path, {"main.tf": text})
    resources = found.graphs[0].resources
    assert sorted(resources) == ["aws_lb.good", "aws_lb.half", "aws_lb.wrong"]
    assert value(resources["aws_lb.good"], "name") == "x"
    assert resources["aws_lb.half"].body.rest == Unknown("the block could not be read")
    assert value(resources["aws_lb.wrong"], "anything") == Unknown("the block could not be read")
    assert [(one.line, one.column) for one in found.problems] == [(1, 1), (8, 10)]


def test_what_an_attribute_needs_and_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    text = 'locals {\n  p = = "HTTP"\n}\nresource "aws_lb" "x" {\n  access_logs {\n    p = local.p\n  }\n}\n'
    found = reading(tmp_path, {"main.tf": text})
    assert [one.line for one in found.problems] == [2]
    assert isinstance(value(found.graphs[0].resources["aws_lb.x"], "access_logs.p"), Unknown)


def test_broken_json_is_a_problem(tmp_path: Path) -> None:
    found = reading(tmp_path, {"main.tf": _GOOD, "more.tf.json": '{\n "resource": {"aws_lb": {"x": \n}'})
    assert [(one.line, one.reason) for one in found.problems] == [(3, "a JSON value was expected here")]
    assert "aws_lb.good" in found.graphs[0].resources


def test_broken_variables_files_are_problems(tmp_path: Path) -> None:
    files = {"main.tf": _GOOD, "terraform.tfvars": "a = [\n", "x.auto.tfvars.json": "{"}
    assert len(reading(tmp_path, files).problems) == 2


def test_symlink_loops_are_harmless(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.tf").symlink_to(tmp_path / "self.tf")
    found = reading(tmp_path, {"main.tf": _GOOD})
    assert "aws_lb.good" in found.graphs[0].resources
    assert ["cannot be opened" in one.reason for one in found.problems] == [True]


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder with another in it that its reader may not open; root may open everything, so root reads as nobody."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        (Path(name) / "closed").mkdir()
        (Path(name) / "main.tf").write_text(_GOOD, encoding="utf-8")
        (Path(name) / "closed").chmod(0)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        yield Path(name)
        os.seteuid(user)
        (Path(name) / "closed").chmod(0o755)


def test_a_folder_that_cannot_be_opened_is_a_problem(closed: Path) -> None:
    found = read_folder(closed, WANTED, Options(cache=False))
    assert [problem.reason for problem in found.problems] == ["the folder cannot be opened (Permission denied)"]
    assert "aws_lb.good" in found.graphs[0].resources


@pytest.mark.parametrize("depth", [30, 3000])
def test_deep_nesting_ends(tmp_path: Path, depth: int) -> None:
    text = f'resource "aws_lb" "x" {{\n  name = {"[" * depth}1{"]" * depth}\n}}\n{_GOOD}'
    assert "aws_lb.good" in reading(tmp_path, {"main.tf": text}).graphs[0].resources


@pytest.mark.parametrize(
    "text",
    ['"${' * 3000, "{" * 5000, 'a "b" {' * 2000, "/*" * 20000, "<<EOT\n" * 500, '"' + "a" * 100000, "x = [" * 4000],
)
def test_the_slicer_never_stalls(text: str) -> None:
    with ends():
        list(slice_blocks(f'resource "aws_lb" "x" {{\n{text}'))


def test_long_chains_of_locals_end(tmp_path: Path) -> None:
    chain = "\n".join(f"  v{n} = local.v{n + 1}" for n in range(400))
    text = f'locals {{\n{chain}\n  v400 = "end"\n}}\nresource "aws_lb" "x" {{ name = local.v0 }}\n'
    assert value(graph(tmp_path, text).resources["aws_lb.x"], "name") == "end"


@pytest.mark.parametrize(
    "line",
    [
        "count = 1000000",
        "for_each = toset([for i in range(1000) : tostring(i) if true])",
        "for_each = { for p in setproduct(range(1000), range(1000)) : p[0] => p }",
        "count = 1e300",
        "count = -1",
        "for_each = [1, 2]",
    ],
)
def test_instances_are_bounded(tmp_path: Path, line: str) -> None:
    resources = graph(tmp_path, f'resource "aws_lb" "x" {{\n  {line}\n}}\n').resources
    assert 1 <= len(resources) <= 4096


@pytest.mark.parametrize(
    "expression",
    [
        "range(1e9)",
        'format("%1000000000d", 1)',
        "pow(10, 1e9)",
        'regex("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")',
        'indent(1000000000, "a\\nb")',
        'join("", [for i in range(1000) : join("", [for j in range(1000) : "xxxxxxxxxx"])])',
        "9e99999999",
    ],
)
def test_results_are_bounded(tmp_path: Path, expression: str) -> None:
    with ends():
        reading(tmp_path, {"main.tf": f'resource "aws_lb" "x" {{\n  name = {expression}\n}}\n'})


def test_modules_that_call_each_other_forever_end(tmp_path: Path) -> None:
    files = {
        "main.tf": 'module "a" {\n  source = "./a"\n}\n' + _GOOD,
        "a/main.tf": 'module "b" {\n  source = "../b"\n  for_each = toset(["x"])\n}\nresource "aws_lb" "x" {}\n',
        "b/main.tf": 'module "a" {\n  source = "../a"\n}\n',
    }
    assert "aws_lb.good" in reading(tmp_path, files).graphs[0].resources


_PIECES = st.sampled_from(
    ['resource "aws_lb" "x" {', "}", "{", '"', "${", "name = ", "[", "]", "(", ")", "\n", "<<EOT\n", "EOT\n", "#", "/*", "*/",
     "for", " in ", " : ", "=>", "var.x", "1", "...", "?", ".*", "[*]", "dynamic", "\\", "é", "\0", "%{ if ", "module", "-", "!"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PIECES, max_size=40))
def test_no_text_breaks_the_reader(tmp_path: Path, pieces: list[str]) -> None:
    (tmp_path / "main.tf").write_text("".join(pieces) + "\n" + _GOOD, encoding="utf-8")
    found = read_folder(tmp_path, WANTED)
    for one in found.graphs:
        for resource in one.resources.values():
            assert all(entry is not None for entry in resource.body.entries.values())
    assert found.problems or any("aws_lb.good" in one.resources for one in found.graphs) or "/*" in "".join(pieces)
