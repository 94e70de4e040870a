"""``--help`` shows examples, and they work."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from hcl_scanner.cli import COMMANDS
from hcl_scanner.examples import EXAMPLES

from .command import RIGHT, ROOT, lbgate, write

PLAN = ROOT / "fixtures" / "aws" / "grpc_behind_http" / "plan.json"
LINES = [line for command in COMMANDS for line in EXAMPLES[command]]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_examples(command: str, tmp_path: Path) -> None:
    done = lbgate(command, "--help", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    shown = done.out.partition("\nexamples:\n")[2].splitlines()
    assert [re.split(r"  +", line.strip()) for line in shown] == [list(pair) for pair in EXAMPLES[command].items()]
    assert max(map(len, shown)) <= 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with what the examples name."""
    folder = write(tmp_path_factory.mktemp("examples"), {"infra/main.tf": RIGHT, "prod.tfvars": ""})
    shutil.copy(PLAN, folder)
    for words in (
        "init -q",
        "add -A",
        "-c user.name=t -c user.email=t@example.com commit -q -m all",
        "branch origin/main",
    ):
        subprocess.run(["git", *words.split()], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("line", LINES)
def test_every_example_works(line: str, folder: Path) -> None:
    words = re.search(r"\blbgate ([^|>)]*)", line)
    assert words
    done = lbgate(*shlex.split(words[1]), cwd=folder, stdin=PLAN.read_bytes())
    assert done.code in (0, 1), done.err


def test_a_mistyped_option_is_compared_with_options_alone(tmp_path: Path) -> None:
    done = lbgate("pack", "--policy-pak", cwd=tmp_path)
    assert (done.code, done.err) == (2, "lbgate: unknown option '--policy-pak'\n")
