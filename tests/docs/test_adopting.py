"""The commands of docs/adopting.md do what is said, in the order in which they stand."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from ..cli.command import ROOT, lbgate
from .test_readme import block

PAGE = (ROOT / "docs" / "adopting.md").read_text(encoding="utf-8")
LINES = [line.split("  #")[0].strip() for line in re.findall(r"^lbgate .*$", PAGE, re.MULTILINE)]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One wrong route, on the main branch and in the work tree."""
    (tmp_path / "main.tf").write_text(block("the deployment"), encoding="utf-8")
    for words in (
        "init -q",
        "add -A",
        "-c user.name=t -c user.email=t@example.com commit -q -m all",
        "branch origin/main",
    ):
        subprocess.run(["git", *words.split()], cwd=tmp_path, check=True)
    return tmp_path


def test_an_old_code_base_takes_the_gate_by_the_commands_that_are_shown(repository: Path) -> None:
    done = {line: lbgate(*shlex.split(line)[1:], cwd=repository).code for line in LINES}
    assert done == {
        "lbgate scan": 1,
        "lbgate scan --format html --output report.html": 1,
        "lbgate fix --diff": 0,
        "lbgate scan --new-only origin/main": 0,
        "lbgate scan --baseline lbgate.baseline.json --update-baseline": 0,
        "lbgate scan --baseline lbgate.baseline.json": 0,
        "lbgate fix --rule LBG102 --diff": 0,
        "lbgate fix --rule LBG102": 0,
    }


def test_what_is_wrong_anew_fails_all_the_same(repository: Path) -> None:
    lbgate("scan", "--baseline", "lbgate.baseline.json", "--update-baseline", cwd=repository)
    another = re.sub(r"\b(shop|web|app)\b", "new", block("the deployment"))
    (repository / "new.tf").write_text(another, encoding="utf-8")
    for options in (("--baseline", "lbgate.baseline.json"), ("--new-only", "origin/main")):
        done = lbgate("scan", *options, cwd=repository)
        assert done.code == 1 and "new.tf:18: protocol of aws_lb_target_group.new" in done.out, done.out
