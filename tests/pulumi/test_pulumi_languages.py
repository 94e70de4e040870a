"""Programs in TypeScript and Go, through the real SDKs and the real CLI: what the pack says of the same one in Python."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pulumi_places import PACK, PROGRAMS
from shown import SILENT, WRONG, policies_of

from tests.needs import absent, required

if TYPE_CHECKING:
    from cli import Workspace

pytestmark = pytest.mark.pulumi


def typescript(folder: Path, cli: Path) -> Workspace:
    """The program in TypeScript, with its packages as the lock file names them."""
    from cli import Workspace

    needs("npm")
    workspace = Workspace.bare(folder, "name: shop\nruntime: nodejs\n", cli)
    shutil.copytree(PROGRAMS / "typescript", workspace.program, dirs_exist_ok=True)
    built(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], workspace.program)
    return workspace


def go(folder: Path, cli: Path) -> Workspace:
    """The program in Go, built before the CLI runs it."""
    from cli import Workspace

    needs("go")
    binary = folder / "shop"
    project = f"name: shop\nruntime:\n  name: go\n  options:\n    binary: {binary}\n"
    workspace = Workspace.bare(folder, project, cli)
    built(["go", "build", "-buildvcs=false", "-o", str(binary)], PROGRAMS / "go")
    return workspace


def needs(name: str) -> None:
    if not required("pulumi-languages") or not shutil.which(name):
        absent("pulumi-languages", f"a program that needs {name} and its packages; `make pulumi` runs it")


def built(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stderr}"


@pytest.mark.parametrize("language", [typescript, go], ids=["typescript", "go"])
def test_a_program_in_another_language_gets_the_verdict_of_the_same_in_python(
    language: Callable[[Path, Path], Workspace], cli: Path, tmp_path: Path
) -> None:
    shop = language(tmp_path / "work", cli)
    failing = shop.run("preview", "--policy-pack", str(PACK))
    assert (failing.returncode, policies_of(failing.stdout)) == (1, WRONG)
    shop.run("config", "set", "check", "HTTP").check_returncode()
    passing = shop.run("preview", "--policy-pack", str(PACK))
    assert (passing.returncode, policies_of(passing.stdout)) == (0, SILENT)
