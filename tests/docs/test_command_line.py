"""The completions and the manual are made from the parsers, and shells take them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from ..cli.command import ROOT
from ..needs import absent

if find_spec("shtab") is None:
    absent("shtab", "shtab is not installed")

from tools.command_line.write import made

SHELL_FILES = ROOT / "completions"
COMPLETE = """\
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
COMP_LINE="$*"
COMP_POINT=${#COMP_LINE}
$(complete -p lbgate | sed -E 's/.*-F ([^ ]+).*/\\1/') lbgate "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize("file", made(), ids=lambda file: file.name)
def test_it_is_made_from_the_parsers(file: Path) -> None:
    assert file.read_text(encoding="utf-8").rstrip("\n") == made()[file].rstrip("\n"), "run make completions"


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["lbgate", ""], ["scan", "routes", "explain", "matrix", "fix", "pack"]),
        (["lbgate", "sc"], ["scan"]),
        (["lbgate", "scan", "--mat"], ["--matrix"]),
        (["lbgate", "scan", "--matrix", ""], ["vendor", "base"]),
        (["lbgate", "scan", "--format", "s"], ["sarif"]),
        (["lbgate", "scan", "--level", "LBG101=e"], ["LBG101=error"]),
        (["lbgate", "scan", "--config", "ma"], ["main.tf"]),
        (["lbgate", "routes", "--format", ""], ["table", "json", "mermaid", "dot", "svg"]),
        (["lbgate", "explain", "LBG10"], ["LBG101", "LBG102", "LBG103", "LBG104", "LBG105"]),
        (["lbgate", "matrix", "aws/n"], ["aws/network"]),
    ],
)
def test_bash_completes(words: list[str], offered: list[str], tmp_path: Path) -> None:
    (tmp_path / "main.tf").touch()
    found = spoken("bash", "--norc", "-c", COMPLETE, "bash", str(SHELL_FILES / "lbgate.bash"), *words, cwd=tmp_path)
    assert [word for word in found.splitlines() if word not in ("-h", "--help", "--version")] == offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("lbgate sc", ["scan"]),
        ("lbgate scan --matrix ", ["vendor", "base"]),
        ("lbgate matrix aws/n", ["aws/network"]),
    ],
)
def test_fish_completes(line: str, offered: list[str], tmp_path: Path) -> None:
    found = spoken(
        "fish", "--no-config", "-c", f'source "{SHELL_FILES / "lbgate.fish"}"; complete -C "{line}"', cwd=tmp_path
    )
    assert [one.partition("\t")[0] for one in found.splitlines()] == offered


def test_zsh_can_read_its_own(tmp_path: Path) -> None:
    assert spoken("zsh", "-n", str(SHELL_FILES / "_lbgate"), cwd=tmp_path) == ""


def spoken(shell: str, *arguments: str, cwd: Path) -> str:
    if shutil.which(shell) is None:
        absent(shell, f"{shell} is not on the PATH")
    env = {**os.environ, "HOME": str(cwd)}
    done = subprocess.run([shell, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def test_groff_formats_the_manual_without_a_warning() -> None:
    if shutil.which("groff") is None:
        absent("groff", "groff is not on the PATH")
    command = ["groff", "-ww", "-man", "-Tutf8", str(ROOT / "docs" / "lbgate.1")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == "" and "lbgate scan" in re.sub(r".\x08", "", done.stdout)
