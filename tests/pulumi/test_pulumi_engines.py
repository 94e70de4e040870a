"""The real engine under every program: the pack tells it what it tells the tests' engine, and prints no secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pulumi_places import PACK, PROGRAMS

pytestmark = pytest.mark.pulumi
# That of two more SDKs, and that of a provider whose configuration is not known: the tests' engine has to be told so.
OTHERS = ("clouds", "unconfigured")
Told = tuple[str, str, str, str]


def real(program: Path, folder: Path, cli: Path) -> list[Told]:
    """What the real engine was told in a preview: URN, policy, level and message of each violation."""
    from cli import Workspace

    workspace, log = Workspace.of(folder / "work", program, cli), folder / "events.json"
    done = workspace.run("preview", "--policy-pack", str(PACK), "--event-log", str(log))
    assert "hunter2" not in done.stdout + done.stderr
    events = (json.loads(line) for line in log.read_text().splitlines())
    told = [event["policyEvent"] for event in events if "policyEvent" in event]
    assert done.returncode == any(one["enforcementLevel"] == "mandatory" for one in told)
    return sorted(
        (one["resourceUrn"], one["policyName"], one["enforcementLevel"], one["message"].removesuffix("\n"))
        for one in told
    )


def toy(program: Path) -> list[Told]:
    """What the tests' engine is told of the same stack."""
    from pack_process import PackProcess
    from toy_engine import previewed

    with PackProcess(PACK) as process:
        told = process.preview(previewed(program, "dev"))
    return sorted((one.urn, one.policy, one.level.lower(), one.message) for one in told)


@pytest.mark.parametrize("program", sorted({path.stem for path in PROGRAMS.glob("*.py")} - {*OTHERS}))
def test_the_real_engine_is_told_what_the_tests_engine_is_told(program: str, cli: Path, tmp_path: Path) -> None:
    path = PROGRAMS / f"{program}.py"
    assert real(path, tmp_path, cli) == toy(path)
