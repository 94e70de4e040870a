"""Fix, then scan: what was fixed is gone, nothing new has come, and terraform judges format and validity as before."""

from __future__ import annotations

import subprocess
from pathlib import Path
from zlib import crc32

import pytest

from ..cli.command import write
from ..metamorphic.sources import write_tree
from ..standin.make_plans import CATALOGUES
from ..standin.server import served
from .by_terraform import WRONG, fixed, unformatted, valid, variants
from .mending import mended
from .test_command import WRONG as WRONG_GROUP

SAMPLE = 4
"""One of so many variants; ``make fixes`` takes them all."""


def _chosen(name: str) -> bool:
    return crc32(name.encode()) % SAMPLE == 0


@pytest.mark.usefixtures("terraform")
def test_a_fix_mends_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    trees = dict(variants(WRONG, _chosen))
    done, formatted_otherwise = fixed(trees.items(), tmp_path / "fixed")
    assert {name: one.wrong for name, one in done.items() if one.wrong} == {}
    assert formatted_otherwise == set()
    edited = [name for name, one in done.items() if one.counts[0]]
    assert len(edited) > 100
    with served(list(CATALOGUES.values()), tmp_path) as reattach:
        for name in sorted(edited, key=lambda one: crc32(one.encode()))[:6]:
            before = write_tree(trees[name], tmp_path / "before" / name)
            assert valid(done[name].folder, reattach) or not valid(before, reattach), name


@pytest.mark.usefixtures("terraform")
def test_aligned_comments_stay_as_terraform_aligns_them(tmp_path: Path) -> None:
    file = write(tmp_path, {"main.tf": WRONG_GROUP}) / "main.tf"
    subprocess.run(["terraform", "fmt", "main.tf"], cwd=tmp_path, capture_output=True, check=True)
    formatted = file.read_text(encoding="utf-8")
    assert formatted != WRONG_GROUP and unformatted(tmp_path) == set()
    assert mended(tmp_path).counts == (1, 0)
    assert file.read_text(encoding="utf-8") != formatted and unformatted(tmp_path) == set()
