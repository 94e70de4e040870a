"""The project's own workflows and its action: every action is pinned, and the tools that know such files find nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ..cli.command import ROOT
from .tools import WORKFLOWS, silent, valid

PINNED = re.compile(r"[\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
OURS = re.compile(r"\./ # zizmor: ignore\[self-repository\]")
SAID = re.compile(r"OWNER/lbgate@COMMIT # v\d+\.\d+\.\d+")
"""lbgate itself in an example: the commit of a release is only known once it is made."""


def used(file: Path) -> list[str]:
    return re.findall(r"^\s*(?:- )?uses: (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("file", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda file: file.name)
def test_every_action_is_pinned_by_its_commit_and_says_its_version(file: Path) -> None:
    assert [one for one in used(file) if not (PINNED.fullmatch(one) or OURS.fullmatch(one))] == []


SHOWN = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "integrations").rglob("*.y*ml"))]


@pytest.mark.parametrize("file", SHOWN, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_action_in_an_example_is_pinned_too(file: Path) -> None:
    assert [one for one in used(file) if not (PINNED.fullmatch(one) or SAID.fullmatch(one))] == []


def test_an_action_has_one_version_everywhere() -> None:
    found = {one for file in [*WORKFLOWS, ROOT / "action.yml", *SHOWN] for one in used(file) if PINNED.fullmatch(one)}
    names = [one.partition("@")[0] for one in found]
    assert sorted(names) == sorted(set(names))


def test_actionlint_finds_nothing() -> None:
    silent("actionlint")


def test_zizmor_finds_nothing() -> None:
    silent("zizmor", "--offline", "--quiet", ".github", "action.yml")


def test_the_workflows_meet_their_schema() -> None:
    valid("github-workflows", *WORKFLOWS)


def test_the_renewal_of_pins_meets_its_schema() -> None:
    valid("dependabot", ROOT / ".github" / "dependabot.yml")


def test_the_action_meets_its_schema() -> None:
    valid("github-actions", ROOT / "action.yml")
