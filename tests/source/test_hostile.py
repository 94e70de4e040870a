"""Source that means to stall its reader, or to fill its memory: every case ends soon, with a problem or something unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from hcl_scanner.source import Options, read_folder
from hcl_scanner.source.bounds import LARGEST_VALUE
from policies.values import Unknown

from ..endings import ends
from .trees_on_disk import WANTED, value


def _block(expression: str) -> str:
    return f'resource "aws_lb" "x" {{\n  name = {expression}\n}}\n'


def _chain(first: str, step: str, length: int = 40) -> str:
    """Locals that are each made from the one before, ``@``."""
    lines = [f"  v{n + 1} = {step.replace('@', f'local.v{n}')}\n" for n in range(length)]
    return f"locals {{\n  v0 = {first}\n{''.join(lines)}}}\n"


def _read(folder: Path, text: str | dict[str, str]) -> tuple[object, list[str]]:
    """The name of ``aws_lb.x``, and the reasons of the problems."""
    for name, one in ({"main.tf": text} if isinstance(text, str) else text).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(one, encoding="utf-8")
    with ends():
        found = read_folder(folder, WANTED, Options(cache=False))
    resource = next((graph.resources.get("aws_lb.x") for graph in found.graphs), None)
    return value(resource, "name") if resource else None, [problem.reason for problem in found.problems]


@pytest.mark.parametrize(
    "text",
    [
        'resource "aws_lb" "x" {\n a = <<EOT\n' * 20_000,
        "".join(f'resource "aws_lb" "x{n}" {{\n a = <<E{n}\n' for n in range(20_000)),
        'resource "aws_lb" "x" {\n' * 40_000,
        'resource "aws_lb" "x" {\n /*\n' * 30_000,
        '/*\nresource "aws_lb" "x" {}\n' * 30_000,
        'resource "aws_lb" "x" {\n a = "${"\n' * 30_000,
    ],
    ids=["heredocs", "heredocs of many names", "blocks", "comments", "comments between blocks", "templates"],
)
def test_what_is_never_closed_is_given_up_after_some(tmp_path: Path, text: str) -> None:
    _, problems = _read(tmp_path, text)
    assert problems[-1] == "more than 20 blocks cannot be read; the rest is left out"
    assert len([one for one in problems if "a second time" not in one]) == 21


@pytest.mark.parametrize("text", ["resource" + " " * 60 + "-\n", "resource" + "/**/ " * 60 + "-\n"])
def test_blanks_after_a_word_take_no_time(tmp_path: Path, text: str) -> None:
    _read(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        _block("1\n" + "".join(f"  a{n} = {n}\n" for n in range(30_000))),
        "".join(f'resource "aws_lb" "x{n}" {{}}\n' for n in range(15_000)) + _block("1"),
    ],
    ids=["attributes", "blocks"],
)
def test_places_in_large_files_are_found_at_once(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, text) == (1, [])


@pytest.mark.parametrize(
    ("first", "step"),
    [
        ("[1]", "concat(@, @)"),
        ("[1]", "[@, @]"),
        ("{}", "{ a = @, b = @ }"),
        ("{}", "{ a = merge(@, @), b = @ }"),
        ("var.nowhere", "[@, @]"),
        ('"x"', '"${@}${@}"'),
        ('"a"', 'replace(@, "a", "aaaaaaaaaa")'),
        ('"a"', 'replace(@, "/a/", "aaaaaaaaaa")'),
        ('"a"', "join(@, [@, @, @, @])"),
        ('"a\\n"', 'indent(1000, "${@}${@}")'),
        ("10", "@ * @"),
        ("1.5", "@ * @ + 0.1"),
        ("[1]", "[for x in @ : [x, x]]"),
    ],
)
@pytest.mark.parametrize("ending", ["@", "jsonencode(@)", "@ == @", "flatten([@])"])
def test_what_doubles_at_every_step_becomes_unknown(tmp_path: Path, first: str, step: str, ending: str) -> None:
    found, problems = _read(tmp_path, _chain(first, step) + _block(ending.replace("@", "local.v40")))
    assert problems == []
    assert not isinstance(found, list | dict | str | int) or ending == "@ == @" or len(str(found)) < 20 * LARGEST_VALUE


def test_a_value_that_is_not_too_large_is_known(tmp_path: Path) -> None:
    found, _ = _read(tmp_path, _chain("[1]", "concat(@, @)", 15) + _block("length(local.v15)"))
    assert found == 1 << 15


@pytest.mark.parametrize(
    "expression",
    [
        "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]]",
        f"<<EOT\n{'%{ for a in range(1000) }' * 4}x{'%{ endfor }' * 4}\nEOT",
        "setproduct(range(1000), range(1000), range(1000))",
        'join("' + "x" * 1000 + '", [for n in range(4000) : "x"])',
    ],
)
def test_loops_in_loops_become_unknown(tmp_path: Path, expression: str) -> None:
    found, problems = _read(tmp_path, _block(expression))
    assert isinstance(found, Unknown)
    assert problems == []


def test_aliases_of_aliases_in_yaml_become_unknown(tmp_path: Path) -> None:
    lines = [f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 10)}]" for n in range(12)]
    text = "locals {\n  y = <<EOT\na: &a [x, x, x, x]\n" + "\n".join(lines) + "\nEOT\n}\n"
    found, problems = _read(tmp_path, text + _block("yamldecode(local.y)"))
    assert isinstance(found, Unknown)
    assert problems == []


def test_dynamic_blocks_in_dynamic_blocks_are_bounded(tmp_path: Path) -> None:
    opening = '  dynamic "a" {\n for_each = range(50)\n content {\n'
    _, problems = _read(
        tmp_path, f'resource "aws_lb" "x" {{\n  name = 1\n{opening * 6}{"}}" * 6}}}\n'.replace("}}", "}\n}\n")
    )
    assert problems == []


def test_modules_in_modules_are_bounded(tmp_path: Path) -> None:
    call = 'module "@" {\n  source = "../m#"\n  count = 100\n}\n'
    files = {
        f"m{n}/main.tf": (call.replace("@", "a") + call.replace("@", "b")).replace("#", str(n + 1)) for n in range(9)
    }
    _, problems = _read(tmp_path, {**files, "m9/main.tf": _block("1")})
    assert any("more than 20,000 instances" in problem for problem in problems)


@pytest.mark.parametrize("count", ["", "  count = 100\n"])
def test_modules_that_call_themselves_twice_end(tmp_path: Path, count: str) -> None:
    call = 'module "@" {\n  source = "../m"\n' + count + "}\n"
    inner = call.replace("@", "a") + call.replace("@", "b") + _block("1")
    _, problems = _read(tmp_path, {"main.tf": 'module "m" {\n  source = "./m"\n}\n', "m/main.tf": inner})
    assert problems == ["the module calls itself; this call is left out"] * 2
