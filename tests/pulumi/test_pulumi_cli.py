"""The pack inside the real ``pulumi`` CLI, offline: what a user sees, and how the command ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pulumi_places import PACK, PROGRAMS, PROJECT

if TYPE_CHECKING:
    from cli import Workspace

pytestmark = pytest.mark.pulumi


@pytest.fixture
def shop(cli: Path, tmp_path: Path) -> Workspace:
    """A workspace with the wrong shop."""
    from cli import Workspace

    return Workspace.of(tmp_path / "work", PROGRAMS / "wrong.py", cli)


def text(program: str) -> str:
    return (PROGRAMS / f"{program}.py").read_text()


def mend(workspace: Workspace) -> None:
    workspace.write(text("mended"))


def test_a_wrong_stack_ends_with_1_and_shows_the_hint(shop: Workspace) -> None:
    done = shop.run("preview", "--policy-pack", str(PACK))
    assert done.returncode == 1
    for words in ("[mandatory]", "lbgate", "aws:lb:TargetGroup: app", "LBG103", "healthCheck.protocol"):
        assert words in done.stdout


def test_the_mended_stack_ends_with_0(shop: Workspace) -> None:
    mend(shop)
    done = shop.run("preview", "--policy-pack", str(PACK))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "LBG" not in done.stdout


def test_up_creates_nothing_while_the_preview_fails(shop: Workspace) -> None:
    assert shop.run("up", "--yes", "--policy-pack", str(PACK)).returncode == 1
    exported = json.loads(shop.run("stack", "export").stdout)
    assert not exported["deployment"].get("resources")


def test_a_protocol_changed_on_a_deployed_stack_is_stopped(shop: Workspace) -> None:
    """The ARNs are known now, so the listener is joined by value."""
    mend(shop)
    assert shop.run("up", "--yes", "--policy-pack", str(PACK)).returncode == 0
    shop.write(text("wrong"))
    done = shop.run("preview", "--policy-pack", str(PACK))
    assert done.returncode == 1
    assert "LBG103" in done.stdout


def test_a_setting_that_nobody_knows_fails(shop: Workspace, tmp_path: Path) -> None:
    mend(shop)
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"lbgate": {"matrx": "base"}}))
    done = shop.run("preview", "--policy-pack", str(PACK), "--policy-pack-config", str(config))
    assert done.returncode == 1
    assert "did you mean matrix?" in done.stdout


def test_an_exported_stack_is_analyzed_without_a_login(shop: Workspace, tmp_path: Path) -> None:
    """The command dies of a violation without a URN, so each must carry one."""
    assert shop.run("up", "--yes").returncode == 0
    export = tmp_path / "export.json"
    export.write_text(shop.run("stack", "export").stdout)
    done = shop.run("policy", "analyze", "--file", str(export), "--policy-pack", str(PACK))
    assert done.returncode == 1
    assert "LBG103" in done.stdout


@pytest.mark.parametrize("case", ["balancer_from_data", "nested_modules", "unreached_group", "weighted_forward"])
def test_a_cases_preview_is_what_its_program_gives(cli: Path, case: str) -> None:
    from preview_case import saved

    folder = PROJECT / "fixtures" / "aws" / case
    assert saved(folder / "program.py", cli) == (folder / "preview.json").read_text(encoding="utf-8")
