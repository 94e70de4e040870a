"""The caches: private, harmless when damaged, and not needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hcl_scanner.source.caching import cache_folder
from hcl_scanner.source.parsing import parse_section
from hcl_scanner.source.remembered import recall
from hcl_scanner.source.slicer import slice_blocks
from hcl_scanner.source.syntax import SourceFile

_TEXT = 'resource "aws_lb" "x" {\n  name = "a-${var.x[0]}"\n  v = [for k, v in m : k... ]\n  n = 1.5\n}\n'.replace(
    "...", ""
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "lbgate"


def test_the_folder_is_the_users_own(cache: Path) -> None:
    assert cache_folder() == cache
    assert cache.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_can_enter_is_not_used(cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o755)
    assert cache_folder() is None


def test_a_place_that_cannot_be_made_is_not_used(cache: Path) -> None:
    cache.parent.write_text("a file")
    assert cache_folder() is None


@pytest.mark.usefixtures("cache")
def test_a_block_is_remembered_as_it_was_parsed() -> None:
    file, (span,) = SourceFile("a.tf", _TEXT), slice_blocks(_TEXT)
    first = parse_section(file, span)
    assert recall(_TEXT[span.start : span.end]) is not None
    assert parse_section(file, span) == first == parse_section(file, span, cache=False)


@pytest.mark.parametrize("damage", [b"", b"[", b"null", b"[99]", b'[16,"resource"]', b"[" * 100_000, b"\xff"])
def test_a_damaged_entry_is_parsed_again(cache: Path, damage: bytes) -> None:
    file, (span,) = SourceFile("a.tf", _TEXT), slice_blocks(_TEXT)
    first = parse_section(file, span)
    (entry,) = (cache / "blocks").iterdir()
    entry.write_bytes(damage)
    assert parse_section(file, span) == first


def test_importing_the_reader_imports_no_parser() -> None:
    check = "import sys, hcl_scanner.source; sys.exit(any(name in sys.modules for name in ('lark', 'hcl2', 'regex')))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_folders_without_balancers_need_no_parser(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_instance" "x" {\n  a = = 1\n}\n')
    check = (
        "import sys, pathlib; from hcl_scanner.source import read_folder;"
        f"found = read_folder(pathlib.Path({str(tmp_path)!r}), {{'aws_lb'}});"
        "sys.exit('lark' in sys.modules or found.files != 1 or bool(found.problems))"
    )
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
