"""The outputs of a folder: as the real terraform plans them, and as the reader evaluates them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hcl_scanner.source.bodies import public
from hcl_scanner.source.options import Input, Options
from hcl_scanner.source.session import Session
from hcl_scanner.source.trees import Tree

QUIET = {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}


def terraforms(folder: Path, *options: str, **environment: str) -> Mapping[str, Any]:
    """The planned outputs."""
    (folder / "empty.tfrc").touch()
    told = {**os.environ, **QUIET, "TF_CLI_CONFIG_FILE": str(folder / "empty.tfrc"), **environment}

    def run(*words: str) -> str:
        done = subprocess.run(["terraform", *words], cwd=folder, env=told, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("init", "-no-color")
    run("plan", "-no-color", "-refresh=false", "-lock=false", "-out=plan", *options)
    changes = json.loads(run("show", "-json", "plan"))["output_changes"]
    return {name: change["after"] for name, change in changes.items()}


def ours(folder: Path, *inputs: Input, workspace: str | None = None) -> Mapping[str, Any]:
    session = Session(folder, (), Options(inputs, workspace=workspace, cache=False))
    top = Tree(session, folder).top
    found = {key[1]: public(top.output(key[1])) for key in top.configuration.keys("output")}
    assert session.problems() == ()
    return found
