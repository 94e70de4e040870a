"""The image: pinned, without root, and with an entry point that judges. The workflow ci builds and runs it without a network."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from ..cli.command import RIGHT, ROOT, WRONG, write
from .tools import silent

TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} (.*)$", TEXT, re.MULTILINE)


def test_hadolint_finds_nothing() -> None:
    silent("hadolint", "Dockerfile")


def test_every_stage_is_pinned_by_its_digest() -> None:
    stages = instructions("FROM")
    assert len(stages) == 2
    assert all(
        re.fullmatch(r"python:3\.\d+\.\d+-alpine3\.\d+@sha256:[0-9a-f]{64}( AS build)?", stage) for stage in stages
    )


def test_it_runs_as_nobody_in_particular() -> None:
    assert instructions("USER") == ["65532:65532"]


def test_nothing_is_installed_without_its_hash_or_built_from_source() -> None:
    (installed,) = instructions("RUN")
    assert {"--require-hashes", "--only-binary"} <= set(installed.split())


def test_the_entry_point_judges_the_working_directory_and_imports_nothing_from_it(tmp_path: Path) -> None:
    (given,) = instructions("ENV")
    environment = dict(pair.split("=", 1) for pair in shlex.split(given))
    (entry,), (command,) = instructions("ENTRYPOINT"), instructions("CMD")
    words = [sys.executable, *_words(entry)[1:], *_words(command)]
    write(
        tmp_path,
        {"main.tf": WRONG, "hcl_scanner/__main__.py": "raise SystemExit(99)", "json.py": "raise SystemExit(99)"},
    )
    environment["PYTHONPATH"] = str(ROOT)  # where /lbgate is made from
    for source, code in ((WRONG, 1), (RIGHT, 0)):
        write(tmp_path, {"main.tf": source})
        assert subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, check=False).returncode == code


def _words(form: str) -> list[str]:
    return re.findall(r'"([^"]+)"', form)
