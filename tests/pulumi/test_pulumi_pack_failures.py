"""Errors of lbgate itself: each is one violation that fails the deployment, and hides nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from judging import mandatory, registered
from pulumi_places import PACK

if TYPE_CHECKING:
    from pack_process import Told

# What is put at the end of a module of the pack: its function breaks on one resource.
BREAKS = """

_sound = {function}


def {function}(first, *given, **named):
    if "{name}" in str(getattr(first, "address", getattr(first, "urn", first))):
        raise ValueError("hunter2")
    return _sound(first, *given, **named)
"""

GROUPS = """
import pulumi_aws as aws

for number in range({count}):
    aws.lb.TargetGroup(f"group-{{number}}", port=80, protocol="HTTP", vpc_id="vpc-1", health_check={{"protocol": "TCP"}})
"""


@pytest.fixture
def groups(tmp_path: Path) -> Callable[[int], Path]:
    """A program with so many groups, each of which is wrong by itself."""

    def program(count: int) -> Path:
        file = tmp_path / "groups.py"
        file.write_text(GROUPS.format(count=count))
        return file

    return program


def told_by(folder: Path, program: str | Path, module: str, function: str, name: str) -> tuple[list[Told], str]:
    """What a copy of the pack that breaks tells of a program, and what it wrote to stderr."""
    from pack_process import PackProcess

    shutil.copytree(PACK, folder, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / module).open("a") as broken:
        broken.write(BREAKS.format(function=function, name=name))
    with PackProcess(folder) as process:
        told = process.preview(registered(program, "broken"))
    return told, process.stderr


@pytest.mark.parametrize(
    ("module", "function", "where"),
    [
        ("providers/aws/target_groups.py", "_part", "providers/aws/target_groups.py"),
        ("providers/aws/elbv2.py", "backend", "providers/aws/elbv2.py"),
        ("pulumi_graph.py", "_resource", "pulumi_graph.py"),
    ],
)
def test_one_violation_names_the_resource_and_the_module(
    sdk: None, tmp_path: Path, module: str, function: str, where: str
) -> None:
    """The folder under another name, with a module that breaks on the resource green."""
    told, stderr = told_by(tmp_path / "our-own.pack", "weighted", module, function, "::green")
    (violation,) = [each for each in mandatory(told) if "Internal error" in each.message]
    assert violation.urn.endswith("::aws:lb/targetGroup:TargetGroup::green")
    assert f"(ValueError in {where}): green was not judged." in violation.message
    assert not any("hunter2" in each.message for each in told)
    assert "Traceback" in stderr


def test_one_violation_names_a_resource_that_cannot_be_read(sdk: None, tmp_path: Path) -> None:
    told, _ = told_by(tmp_path / "pack", "weighted", "pack.py", "plain", "HTTPS")
    (violation,) = mandatory(told)
    assert violation.urn.endswith("::green")
    assert "(ValueError in pack.py): green was not judged." in violation.message


def test_the_others_are_judged(sdk: None, tmp_path: Path, groups: Callable[[int], Path]) -> None:
    told, _ = told_by(tmp_path / "pack", groups(2), "providers/aws/target_groups.py", "_part", "::group-0")
    found = [(each.urn.rpartition("::")[2], "Internal error" in each.message) for each in mandatory(told)]
    assert found == [("group-0", True), ("group-1", False)]


def test_an_error_that_no_resource_explains_fails_the_stack(sdk: None, tmp_path: Path) -> None:
    told, _ = told_by(tmp_path / "pack", "mended", "evaluate.py", "_ledger", "")
    (violation,) = mandatory(told)
    assert "::pulumi:pulumi:Stack::" in violation.urn
    assert "Internal error of lbgate (ValueError in evaluate.py)" in violation.message


def test_an_error_that_strikes_everywhere_ends_soon_and_says_so(
    sdk: None, tmp_path: Path, groups: Callable[[int], Path]
) -> None:
    told, stderr = told_by(tmp_path / "pack", groups(30), "providers/aws/target_groups.py", "_part", "::group-")
    assert sorted({each.urn.rpartition("::")[2] for each in mandatory(told)})[:30] == sorted(
        f"group-{number}" for number in range(30)
    )
    assert "the stack as a whole was not judged" in mandatory(told)[-1].message
    assert stderr.count("Traceback") == 30 + 10
