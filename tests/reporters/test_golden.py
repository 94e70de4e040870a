"""Every format has a golden file: the same story as its reader gets it. ``UPDATE_GOLDEN=1`` writes the files anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hcl_scanner.reporters import FORMATS, Style, reporter

from .story import shop, story

GOLDEN = Path(__file__).parent / "golden"
ENDINGS = {
    "text": "txt", "json": "json", "sarif": "sarif", "junit": "xml", "github": "txt", "gitlab": "json",
    "markdown": "md", "html": "html",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_the_shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop(tmp_path))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_reads_as_agreed(name: str) -> None:
    golden = GOLDEN / f"{name}.{ENDINGS[name]}"
    found = reporter(FORMATS[name])(story(), Style())
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_every_golden_file_has_its_format() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {f"{name}.{ENDINGS[name]}" for name in FORMATS}
