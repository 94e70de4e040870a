"""What the real CLI saves of one stack, read by ``lbgate scan``: each kind says the same, or why it is not read."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pulumi_places import PACK, PROGRAMS

from ..cli.command import lbgate
from ..needs import required

if TYPE_CHECKING:
    from cli import Workspace

pytestmark = pytest.mark.pulumi

STREAM = (
    "a Pulumi event stream or log lacks the dependencies between resources; save the preview with "
    "`pulumi preview --json --show-sames` without PULUMI_ENABLE_STREAMING_JSON_PREVIEW"
)


@dataclass(frozen=True)
class Saved:
    """A deployed stack, and the folder with what the CLI saved of it before and after the deployment."""

    stack: Workspace
    folder: Path

    def scan(self, name: str) -> dict[str, object]:
        done = lbgate("scan", name, "--format", "json", cwd=self.folder)
        report = done.report
        findings = [
            (one["rule"], *(one["location"][key] for key in ("address", "file", "line"))) for one in report["findings"]
        ]
        joined = [route["joined_by"] for route in report["routes"]]
        errors = [error["reason"] for error in report["errors"]]
        return {"code": done.code, "findings": findings, "joined_by": joined, "errors": errors}


@pytest.fixture(scope="module", params=["wrong", "secret"])
def saved(request: pytest.FixtureRequest, cli: Path, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    from cli import Workspace

    if not required("pulumi-saved"):
        pytest.skip("a minute of the CLI: `make pulumi` asks for it")
    folder = tmp_path_factory.mktemp(request.param)
    stack = Workspace.of(folder / "work", PROGRAMS / f"{request.param}.py", cli)
    found = Saved(stack, stack.program)
    keep(found, "new")
    assert stack.run("up", "--yes", "--skip-preview").returncode == 0
    keep(found, "deployed")
    for name, flags in (("export", ()), ("secrets", ("--show-secrets",))):
        (found.folder / f"{name}.json").write_text(stack.run("stack", "export", *flags).stdout)
    (own,) = (folder / "work" / "state").rglob("dev.json")
    (found.folder / "own.json").write_text(own.read_text())
    return found


def keep(saved: Saved, when: str) -> None:
    for name, flags in (("preview", ("--show-sames",)), ("short", ())):
        done = saved.stack.run("preview", "--json", *flags)
        (saved.folder / f"{when}-{name}.json").write_text(done.stdout)
    saved.stack.run("preview", "--save-plan", f"{when}-plan.json")


PREVIEWS, PLANS = (
    ("new-preview.json", "new-short.json", "deployed-preview.json"),
    ("new-plan.json", "deployed-plan.json"),
)
EXPORTS = ("export.json", "secrets.json", "own.json")


@pytest.mark.parametrize("name", [*PREVIEWS, *PLANS, *EXPORTS])
def test_every_document_gives_the_same_finding(saved: Saved, name: str) -> None:
    found = saved.scan(name)
    wrong = saved.folder.parent.parent.name.startswith("wrong")
    rule = "LBG103" if wrong else "LBG401"
    line = None if name in PLANS else (6 if wrong else 7)
    file = None if name in PLANS else "__main__.py"
    group = "urn:pulumi:dev::shop::aws:lb/targetGroup:TargetGroup::app"
    assert found["findings"] == [(rule, group, file, line)]
    assert (found["code"], found["errors"]) == (1 if wrong else 0, [])
    assert found["joined_by"] == ["dependency" if name.startswith("new") else "value"]
    said = lbgate("scan", name, cwd=saved.folder)
    assert rule in said.out and "hunter2" not in said.out + said.err + json.dumps(found)


def test_a_preview_that_leaves_out_what_stays_says_so(saved: Saved) -> None:
    done = lbgate("scan", "deployed-short.json", cwd=saved.folder)
    assert (done.code, done.out) == (
        0,
        "Not read, since the preview leaves out what does not change (save it with\n"
        "  `pulumi preview --json --show-sames`): 3 unchanged resources\n"
        "\n"
        "no load balancer in 1 file; 1 not read\n",
    )


@pytest.mark.parametrize("kind", ["stream", "log"])
def test_events_are_refused_with_the_reason(saved: Saved, kind: str) -> None:
    wanted = {"PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "true", "PULUMI_DEBUG_COMMANDS": "true"}
    flags = ("--json",) if kind == "stream" else ("--event-log", "events.json")
    done = subprocess.run(
        [saved.stack.folder / "bin" / "pulumi", "preview", *flags, "--non-interactive"],
        cwd=saved.folder, env={**saved.stack.environment, **wanted}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    if kind == "stream":
        (saved.folder / "events.json").write_text(done.stdout)
    assert saved.scan("events.json") == {"code": 3, "findings": [], "joined_by": [], "errors": [STREAM]}


def test_an_export_is_analyzed_by_the_pack_without_a_login(saved: Saved, tmp_path: Path) -> None:
    """In a home of its own, with no backend and no passphrase; what the pack says is what the scanner says."""
    secret = {"PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE"}
    kept = {name: value for name, value in saved.stack.environment.items() if name not in secret}
    command = [saved.stack.folder / "bin" / "pulumi", "policy", "analyze", "--file", saved.folder / "export.json"]
    done = subprocess.run(
        [*command, "--policy-pack", PACK, "--non-interactive", "--color", "never"],
        cwd=tmp_path, env={**kept, "HOME": str(tmp_path), "PULUMI_HOME": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = saved.scan("export.json")
    assert done.returncode == found["code"], done.stdout + done.stderr
    (finding,) = json.loads(json.dumps(found["findings"]))
    assert finding[0] in done.stdout
    assert "hunter2" not in done.stdout + done.stderr
