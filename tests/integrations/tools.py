"""The tools that look over what lies around the code; ``make workflows`` installs them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ..cli.command import ROOT
from ..needs import absent

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def silent(tool: str, *arguments: str | Path) -> None:
    """The tool finds nothing; skips where it is not installed."""
    if shutil.which(tool) is None:
        absent(tool, f"{tool} is not on the PATH")
    done = subprocess.run(
        [tool, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)


def valid(schema: str, *files: Path) -> None:
    """The files meet one of the schemas that check-jsonschema ships."""
    silent("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *files)
