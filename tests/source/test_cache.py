"""The caches: private, harmless when damaged, and not needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hcl_scanner.source import parsing, remembered
from hcl_scanner.source.caching import cache_folder
from hcl_scanner.source.remembered import recall
from hcl_scanner.source.slicer import slice_blocks
from hcl_scanner.source.syntax import RawSection, Section, SourceFile

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


def _parsed(cache: bool = True) -> Section:
    """The block of ``_TEXT``, as a run that has not seen it yet would read it."""
    parsing._block.cache_clear()
    (span,) = slice_blocks(_TEXT)
    return parsing.parse_section(SourceFile("a.tf", _TEXT), span, cache)


@pytest.mark.usefixtures("cache")
def test_a_block_is_remembered_as_it_was_parsed() -> None:
    (span,) = slice_blocks(_TEXT)
    first = _parsed()
    assert recall(_TEXT[span.start : span.end]) is not None
    assert _parsed() == first == _parsed(cache=False)


_DAMAGES = [b"", b"[", b"null", b"[99]", b'[16,"resource"]', b"[" * 100_000, b"\xff"]


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("damage", _DAMAGES)
def test_a_damaged_entry_is_parsed_again(cache: Path, damage: bytes, sealed: bool) -> None:
    first = _parsed()
    (entry,) = (cache / "blocks").iterdir()
    good = entry.read_bytes()
    entry.write_bytes(remembered._seal(damage) + damage if sealed else damage)
    assert _parsed() == first
    assert entry.read_bytes() == good


def test_an_entry_with_one_letter_changed_is_parsed_again(cache: Path) -> None:
    first = _parsed()
    (entry,) = (cache / "blocks").iterdir()
    good = entry.read_bytes()
    entry.write_bytes(good.replace(b'"aws_lb"', b'"aws_lc"'))
    assert _parsed() == first
    assert entry.read_bytes() == good


@pytest.mark.parametrize("limit", ["MOST_ENTRIES", "MOST_BYTES"])
def test_a_full_cache_is_emptied(cache: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    _parsed()
    (cache / "blocks" / "old").write_bytes(b"old")
    monkeypatch.setattr(remembered, limit, 2)
    remembered._make_room.cache_clear()
    text = 'resource "aws_lb" "y" {}'
    remembered.remember(text, RawSection("resource", ("aws_lb", "y"), 0, 22, 24, ()))
    assert len(list((cache / "blocks").iterdir())) == 1
    assert recall(text) is not None


def test_no_file_is_written_without_the_cache(cache: Path) -> None:
    _parsed(cache=False)
    assert not cache.exists()


_TREE = "".join(f'resource "aws_lb" "x{n}" {{\n  name = "n${{{n} + 1}}"\n}}\n' for n in range(150))
_SCAN = """
import sys, pathlib
from hcl_scanner.source import read_folder
for _ in range(3):
    found = read_folder(pathlib.Path(sys.argv[1]), {"aws_lb"})
    print(found.problems, [(one.address, one.body.get("name").value) for one in found.graphs[0].resources.values()])
    from hcl_scanner.source import parsing, remembered
    parsing._block.cache_clear(), remembered._make_room.cache_clear()
    remembered.MOST_ENTRIES = 50
"""


def test_runs_at_once_do_not_disturb_each_other(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "main.tf").write_text(_TREE)
    command = [sys.executable, "-c", _SCAN, str(tmp_path / "tree")]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    told = {run.communicate() for run in runs}
    assert {errors for _, errors in told} == {""}
    assert len({line for out, _ in told for line in out.splitlines()}) == 1
    assert all(run.returncode == 0 for run in runs)
    assert not [path for path in (cache / "blocks").iterdir() if path.name.startswith(".")]


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
