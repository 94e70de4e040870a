"""The lines that put lbgate behind ``terraform plan``, run with the real terraform and the stand-in provider."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from ..cli.command import CACHE
from ..standin import aws
from ..standin.server import served
from .test_readme import ROOT, block

WRONG = block("the deployment")
MENDED = WRONG.replace('protocol = "HTTP"', 'protocol = "TCP"')

pytestmark = pytest.mark.usefixtures("terraform")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """A shell's environment with terraform, the stand-in for its provider, and lbgate on the PATH."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "lbgate"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hcl_scanner "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    (folder / "terraformrc").touch()
    with served([aws.CATALOGUE], folder) as attached:
        yield {
            "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "XDG_CACHE_HOME": CACHE.name,
            "HOME": str(folder),
            "TF_REATTACH_PROVIDERS": attached,
            "TF_CLI_CONFIG_FILE": str(folder / "terraformrc"),
            "CHECKPOINT_DISABLE": "1",
        }


def run(line: str, cwd: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", "-ec", line], cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def steps(title: str) -> list[str]:
    return re.findall(r"^ *- run: (.*)$", block(title), re.MULTILINE)


@pytest.mark.parametrize(("source", "code"), [(WRONG, 1), (MENDED, 0)], ids=["wrong", "mended"])
def test_the_local_line(source: str, code: int, tmp_path: Path, environment: Mapping[str, str]) -> None:
    (tmp_path / "main.tf").write_text(source, encoding="utf-8")
    done = run(block("behind terraform plan"), tmp_path, environment)
    assert (done.returncode, done.stderr) == (code, "")
    assert ("main.tf:18: protocol of aws_lb_target_group.app" in done.stdout) == (code == 1)


def test_a_pipeline_stops_before_it_applies_what_is_wrong(tmp_path: Path, environment: Mapping[str, str]) -> None:
    lines = steps("in a pipeline")
    assert len(lines) == 4 and lines[-1] == "terraform apply plan.bin"
    for source, codes in ((WRONG, [0, 0, 1]), (MENDED, [0, 0, 0, 0]), (MENDED, [0, 0, 0, 0])):
        (tmp_path / "main.tf").write_text(source, encoding="utf-8")
        done = []
        for line in lines:
            done.append(run(line, tmp_path, environment))
            if done[-1].returncode:
                break
        assert [one.returncode for one in done] == codes
    assert done[2].stdout.startswith("left out: 1 listener that no plan here touches\n")
    assert (tmp_path / "terraform.tfstate").exists()
    (tmp_path / "state.json").write_text(run("terraform show -json", tmp_path, environment).stdout, encoding="utf-8")
    audit = run("lbgate scan state.json", tmp_path, environment)
    assert (audit.returncode, audit.stdout) == (0, "1 listener: 1 judged; 1 route: 1 ok\n")


def test_the_step_in_atlantis(tmp_path: Path, environment: Mapping[str, str]) -> None:
    (line,) = steps("in Atlantis")
    (tmp_path / "main.tf").write_text(WRONG, encoding="utf-8")
    planned = {**environment, "PLANFILE": str(tmp_path / "shop-default.tfplan")}
    assert run('terraform plan -out "$PLANFILE"', tmp_path, planned).returncode == 0
    assert run(line, tmp_path, planned).returncode == 1
