"""Runs the steps of action.yml as GitHub's runner does: inputs into environment variables, each script by the shell it names.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..cli.command import CACHE, ROOT

ACTION: Mapping[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = [step for step in ACTION["runs"]["steps"] if "run" in step]
BASH = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")


@dataclass(frozen=True)
class Job:
    """A job on a machine of its own: the checkout, and the files that the runner gives to its steps."""

    folder: Path
    api: str = "http://127.0.0.1:9"
    event: Mapping[str, Any] | None = None

    @property
    def checkout(self) -> Path:
        return self.folder / "checkout"

    @property
    def summary(self) -> str:
        return (self.folder / "summary").read_text(encoding="utf-8")

    @property
    def outputs(self) -> dict[str, str]:
        lines = (self.folder / "output").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)

    def run(self, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        (step,) = [step for step in STEPS if step["name"] == name]
        self.prepare()
        script = self.folder / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        env = {**self.environment(), **{key: evaluated(text, inputs) for key, text in step["env"].items()}}
        return subprocess.run(
            [*BASH, str(script)], cwd=self.checkout, env=env, capture_output=True, encoding="utf-8", check=False
        )

    def prepare(self) -> None:
        for name in ("checkout", "temp"):
            (self.folder / name).mkdir(exist_ok=True)
        for name in ("summary", "output"):
            (self.folder / name).write_text("", encoding="utf-8")
        (self.folder / "event.json").write_text(json.dumps(self.event or {}), encoding="utf-8")

    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "XDG_CACHE_HOME": CACHE.name,
            "RUNNER_TEMP": str(self.folder / "temp"),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_REPOSITORY": "shop/infra",
            "GITHUB_API_URL": self.api,
        }


def evaluated(text: str, inputs: Mapping[str, str]) -> str:
    """The expressions that action.yml uses; an input that is not given has its default."""
    found = re.fullmatch(r"\$\{\{ (?:inputs\.(\w+)|(steps\.python\.outputs\.python-path)) \}\}", text)
    assert found, text
    if found[2]:
        return sys.executable
    default = ACTION["inputs"][found[1]]["default"]
    return inputs.get(found[1], "the workflow's token" if found[1] == "token" else default)
