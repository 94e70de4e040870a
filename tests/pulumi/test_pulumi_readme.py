"""The Pulumi section of README.md is what was run, inside the real CLI."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pulumi_places import PROGRAMS, PROJECT
from shown import policies_of

if TYPE_CHECKING:
    from cli import Workspace

pytestmark = pytest.mark.pulumi
TEXT = (PROJECT / "README.md").read_text(encoding="utf-8")


def block(title: str) -> str:
    found = re.search(rf"<!-- {re.escape(title)} -->\n```\w*\n(.*?)\n```", TEXT, re.DOTALL)
    assert found, title
    return found[1]


@pytest.fixture
def shop(cli: Path, tmp_path: Path) -> Workspace:
    """The wrong shop, with ``lbgate`` installed as the section's first line does."""
    from cli import Workspace

    workspace = Workspace.of(tmp_path / "work", PROGRAMS / "wrong.py", cli)
    command = workspace.folder / "bin" / "lbgate"
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{PROJECT}" exec "{sys.executable}" -m hcl_scanner "$@"\n')
    command.chmod(0o755)
    return workspace


def shell(workspace: Workspace, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a pipeline does: it ends at the first command that fails."""
    command = ["sh", "-e", "-c", script]
    where, env = workspace.program, workspace.environment
    return subprocess.run(command, cwd=where, env=env, capture_output=True, text=True, check=False)


def pipeline() -> str:
    install, *lines = block("the pipeline").splitlines()
    extras = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert install == 'pip install "lbgate[pulumi]"' and "pulumi" in extras
    return "\n".join(lines)


def test_the_pipeline_stops_at_the_preview_and_prints_what_is_shown(shop: Workspace) -> None:
    done = shell(shop, pipeline())
    assert done.returncode == 1
    assert f"Policies:\n{policies_of(done.stdout)}" == block("the preview")
    assert "Updating" not in done.stdout


def test_the_pipeline_deploys_what_is_right(shop: Workspace) -> None:
    shop.write((PROGRAMS / "mended.py").read_text())
    done = shell(shop, pipeline())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "+ 4 created" in done.stdout


def test_the_settings_that_are_shown_are_taken(shop: Workspace) -> None:
    shop.write((PROGRAMS / "external.py").read_text())
    (shop.program / "config.json").write_text(block("config.json"))
    done = shell(shop, f'PACK="$(lbgate pack)"\n{block("the command with settings")}')
    assert done.returncode == 1
    assert "LBG402" in policies_of(done.stdout)


def test_a_gate_that_is_only_advisory_fails_nothing(shop: Workspace) -> None:
    (config,) = re.findall(r'`(\{"lbgate": "advisory".*\})`', TEXT)
    (shop.program / "config.json").write_text(config)
    done = shell(shop, f'PACK="$(lbgate pack)"\n{block("the command with settings")}')
    assert done.returncode == 0
    assert "[advisory]" in policies_of(done.stdout)
