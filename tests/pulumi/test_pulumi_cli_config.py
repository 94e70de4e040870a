"""The pack's configuration by Pulumi's own means, inside the real CLI: levels, settings, mistakes, and a second pack."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from pulumi_places import HERE, PACK, PROGRAMS
from shown import SILENT, WRONG, policies_of

pytestmark = pytest.mark.pulumi
OWNERS = HERE / "packs" / "owners"
Preview = Callable[..., "CompletedProcess[str]"]


def everywhere(**settings: Any) -> dict[str, dict[str, Any]]:
    """One configuration, given to all three policies."""
    return dict.fromkeys(("lbgate", "lbgate-advice", "lbgate-resource"), settings)


@pytest.fixture
def preview(cli: Path, tmp_path: Path) -> Preview:
    """Preview a program under the pack with a configuration file of this content."""
    from cli import Workspace

    def run(program: str, config: Any, *more: str) -> CompletedProcess[str]:
        workspace = Workspace.of(tmp_path / "work", PROGRAMS / f"{program}.py", cli)
        file = tmp_path / "config.json"
        file.write_text(json.dumps(config))
        return workspace.run("preview", "--policy-pack", str(PACK), "--policy-pack-config", str(file), *more)

    return run


@pytest.mark.parametrize("config", [{"lbgate": {"enforcementLevel": "advisory"}}, {"all": "advisory"}])
def test_an_advisory_gate_shows_the_same_and_fails_nothing(preview: Preview, config: Any) -> None:
    done = preview("wrong", config)
    assert done.returncode == 0
    assert policies_of(done.stdout) == WRONG.replace("❌", "⚠️").replace("[mandatory]", "[advisory]")


def test_a_disabled_gate_is_silent(preview: Preview) -> None:
    done = preview("wrong", {"lbgate": "disabled"})
    assert (done.returncode, policies_of(done.stdout)) == (0, SILENT)


def test_a_rules_level_makes_it_advice(preview: Preview) -> None:
    done = preview("wrong", everywhere(level={"LBG103": "warning"}))
    told = policies_of(done.stdout)
    assert done.returncode == 0
    assert "[advisory] [severity: low]  lbgate-advice  (aws:lb:TargetGroup: app)" in told
    assert "LBG103" in told


def test_under_strict_an_unlinked_listener_fails(preview: Preview) -> None:
    done = preview("external", everywhere(strict=True))
    assert done.returncode == 1
    assert "[mandatory] [severity: high]  lbgate  (aws:lb:Listener: web)" in policies_of(done.stdout)


def test_a_value_that_the_schema_does_not_know_is_refused_with_those_it_knows(preview: Preview) -> None:
    done = preview("mended", {"lbgate": {"matrix": "vendors"}})
    assert done.returncode != 0
    assert 'lbgate: matrix: matrix must be one of the following: "vendor", "base"' in done.stdout


def test_a_setting_that_nobody_knows_fails(preview: Preview) -> None:
    done = preview("mended", {"lbgate": {"matrx": "base"}})
    assert done.returncode == 1
    assert "(pulumi:pulumi:Stack: shop-dev)" in policies_of(done.stdout)
    assert "did you mean matrix?" in done.stdout


def test_policies_that_differ_in_a_setting_fail(preview: Preview) -> None:
    done = preview("mended", {"lbgate": {"strict": True}})
    assert done.returncode == 1
    assert "give all three policies the same configuration" in policies_of(done.stdout)


def test_two_packs_speak_in_one_preview(preview: Preview, tmp_path: Path) -> None:
    """A configuration file belongs to a pack by its place in the command."""
    theirs = tmp_path / "theirs.json"
    theirs.write_text(json.dumps({"owned": "advisory"}))
    done = preview("wrong", {}, "--policy-pack", str(OWNERS), "--policy-pack-config", str(theirs))
    told = policies_of(done.stdout)
    assert done.returncode == 1
    assert WRONG in told
    assert "⚠️ owners@v1.2.3" in told
    assert "[advisory]  owned  (aws:lb:TargetGroup: app)" in told
