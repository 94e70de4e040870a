"""The pack inside the real ``pulumi`` CLI, offline: what a user sees, and how the command ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pulumi_places import PACK, PROGRAMS, PROJECT, TOOLS
from shown import SILENT, WRONG, policies_of

from tests.needs import absent

if TYPE_CHECKING:
    from cli import Workspace

pytestmark = pytest.mark.pulumi
GATED = ("--policy-pack", str(PACK))


def text(program: str) -> str:
    return (PROGRAMS / f"{program}.py").read_text()


def of(program: str, folder: Path, cli: Path) -> Workspace:
    from cli import Workspace

    return Workspace.of(folder / "work", PROGRAMS / f"{program}.py", cli)


@pytest.fixture
def shop(cli: Path, tmp_path: Path) -> Workspace:
    """A workspace with the wrong shop, of which nothing is deployed yet."""
    return of("wrong", tmp_path, cli)


@pytest.fixture(scope="module")
def deployed(cli: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A stack that was deployed with the mended shop; tests change the program, and only preview."""
    workspace = of("mended", tmp_path_factory.mktemp("deployed"), cli)
    done = workspace.run("up", "--yes", *GATED)
    assert done.returncode == 0, done.stdout
    return workspace


def resources(workspace: Workspace) -> list[dict[str, Any]]:
    """What is deployed."""
    exported = json.loads(workspace.run("stack", "export").stdout)
    return list(exported["deployment"].get("resources") or [])


def reported(workspace: Workspace) -> Iterator[dict[str, Any]]:
    """The events of all violations in a preview."""
    log = workspace.folder / "events.json"
    workspace.run("preview", *GATED, "--event-log", str(log))
    events = map(json.loads, log.read_text().splitlines())
    return (event["policyEvent"] for event in events if "policyEvent" in event)


def test_a_wrong_stack_fails_and_shows_what_is_wrong_why_and_what_would_mend_it(shop: Workspace) -> None:
    done = shop.run("preview", *GATED)
    assert done.returncode == 1
    assert policies_of(done.stdout) == WRONG
    assert "error: preview failed" in done.stdout


def test_the_mended_stack_ends_with_0_and_a_green_tick(cli: Path, tmp_path: Path) -> None:
    done = of("mended", tmp_path, cli).run("preview", *GATED)
    assert (done.returncode, policies_of(done.stdout)) == (0, SILENT), done.stdout


def test_the_violation_lies_on_the_urn_of_the_part_that_is_wrong(shop: Workspace) -> None:
    (event,) = reported(shop)
    assert event["resourceUrn"] == "urn:pulumi:dev::shop::aws:lb/targetGroup:TargetGroup::app"
    assert (event["policyName"], event["enforcementLevel"], event["severity"]) == ("lbgate", "mandatory", "high")


def test_it_is_found_while_no_arn_is_known_and_the_previews_json_is_whole(shop: Workspace) -> None:
    from schema import UNKNOWN

    done = shop.run("preview", "--json", *GATED)
    assert done.returncode == 1
    (listener,) = [step for step in json.loads(done.stdout)["steps"] if step["urn"].endswith("Listener::web")]
    inputs = listener["newState"]["inputs"]
    assert (inputs["loadBalancerArn"], inputs["defaultActions"][0]["targetGroupArn"]) == (UNKNOWN, UNKNOWN)


def test_up_creates_nothing_while_the_preview_fails(shop: Workspace) -> None:
    done = shop.run("up", "--yes", *GATED)
    assert (done.returncode, policies_of(done.stdout)) == (1, WRONG)
    assert resources(shop) == []


def test_up_without_a_preview_stops_before_a_balancer_that_is_wrong_by_itself(cli: Path, tmp_path: Path) -> None:
    classic = of("classic", tmp_path, cli)
    done = classic.run("up", "--yes", "--skip-preview", *GATED)
    assert done.returncode == 1
    assert "[mandatory] [severity: high]  lbgate-resource  (aws:elb:LoadBalancer: old)" in done.stdout
    assert "LBG101" in policies_of(done.stdout)
    assert not [one for one in resources(classic) if one["type"].startswith("aws:")]


def test_a_deployed_stack_that_does_not_change_passes(deployed: Workspace) -> None:
    deployed.write(text("mended"))
    done = deployed.run("preview", *GATED)
    assert (done.returncode, policies_of(done.stdout)) == (0, SILENT)
    assert "4 unchanged" in done.stdout


def test_an_update_of_a_deployed_stack_is_stopped(deployed: Workspace) -> None:
    """The ARNs are known now, so the listener is joined by value."""
    deployed.write(text("wrong"))
    done = deployed.run("preview", *GATED)
    assert (done.returncode, policies_of(done.stdout)) == (1, WRONG)
    assert "aws:lb:TargetGroup app update [diff: ~healthCheck]" in done.stdout


def test_a_replacement_is_stopped(deployed: Workspace) -> None:
    """The group's ARN is unknown again, and so is the action of a listener that was known."""
    deployed.write(text("mended").replace('    protocol="HTTP",', '    protocol="TCP",'))
    done = deployed.run("preview", *GATED)
    assert done.returncode == 1
    assert "aws:lb:TargetGroup app replace [diff: ~protocol]" in done.stdout
    assert "LBG101 backend-mismatch" in policies_of(done.stdout)


def test_a_provider_that_is_not_configured_yet_hides_nothing(cli: Path, tmp_path: Path) -> None:
    """Its region is known after the deployment only, so that the engine has no outputs and no defaults to show."""
    done = of("unconfigured", tmp_path, cli).run("preview", *GATED)
    assert (done.returncode, policies_of(done.stdout)) == (1, WRONG)


def test_names_that_are_not_known_and_resources_of_other_clouds_hide_nothing(cli: Path, tmp_path: Path) -> None:
    for module in ("pulumi_openstack", "pulumi_random"):
        if find_spec(module) is None:
            absent("pulumi-sdk", f"{module} is not installed")
    done = of("clouds", tmp_path, cli).run("preview", *GATED)
    told = policies_of(done.stdout)
    assert done.returncode == 1
    assert "[mandatory] [severity: high]  lbgate  (aws:lb:TargetGroup: app)" in told
    assert "LBG101 backend-mismatch: TCP listener aws:lb:Listener web" in told
    assert "2 listeners: 1 judged, 1 not covered" in told


def test_an_exported_stack_is_analyzed_without_a_login(shop: Workspace, tmp_path: Path) -> None:
    """The command dies of a violation without a URN, so each must carry one."""
    assert shop.run("up", "--yes").returncode == 0
    export = tmp_path / "export.json"
    export.write_text(shop.run("stack", "export").stdout)
    done = shop.run("policy", "analyze", "--file", str(export), *GATED)
    assert done.returncode == 1
    assert "LBG103" in done.stdout


@pytest.mark.parametrize("case", ["balancer_from_data", "nested_modules", "unreached_group", "weighted_forward"])
def test_a_cases_preview_is_what_its_program_gives(cli: Path, case: str) -> None:
    from cli import version
    from preview_case import saved

    if f"pulumi/pkg/v3 {version(cli)} " not in (TOOLS / "go.mod").read_text():
        pytest.skip("the saved previews are those of the CLI that tools/pulumi pins")
    folder = PROJECT / "fixtures" / "aws" / case
    assert saved(folder / "program.py", cli) == (folder / "preview.json").read_text(encoding="utf-8")
