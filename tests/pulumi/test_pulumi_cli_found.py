"""Which pulumi the tests run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three folders with a CLI each: the user's cache, a folder on the PATH, and one of any name."""
    for folder in (tmp_path / ".cache" / "lbgate-pulumi", tmp_path / "path", tmp_path / "named"):
        folder.mkdir(parents=True)
        for name in ("pulumi", "pulumi-language-python-exec"):
            (folder / name).touch(0o755)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.delenv("LBGATE_PULUMI", raising=False)
    return tmp_path


def test_one_that_is_named_wins(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cli import cli_folder

    monkeypatch.setenv("LBGATE_PULUMI", "~/named")
    assert cli_folder() == places / "named"
    monkeypatch.setenv("LBGATE_PULUMI", str(places / "nowhere"))
    assert cli_folder() is None


def test_then_the_one_on_the_path(places: Path) -> None:
    from cli import cli_folder

    assert cli_folder() == places / "path"


@pytest.mark.parametrize("missing", ["pulumi", "pulumi-language-python-exec"])
def test_then_the_one_that_was_built(places: Path, missing: str) -> None:
    from cli import cli_folder

    os.remove(places / "path" / missing)
    assert cli_folder() == places / ".cache" / "lbgate-pulumi"
