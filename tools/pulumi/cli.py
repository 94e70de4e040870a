"""The real pulumi CLI for one program, wholly offline, with its own home, state and stack.

The language host and the echo provider are those beside this file.
``LBGATE_PULUMI`` names the folder that build-cli.sh filled; a ``pulumi`` on the PATH is no use without the upstream
``pulumi-language-python-exec`` beside it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = ("aws", "baiducloud", "random")
PROJECT = "name: shop\nruntime: python\n"
STACK = "dev"


def cli_folder() -> Path | None:
    """The folder with the CLI, or None where none was built."""
    named = os.environ.get("LBGATE_PULUMI")
    folder = Path(named) if named else Path.home() / ".cache" / "lbgate-pulumi"
    return folder if (folder / "pulumi").is_file() else None


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder that holds everything one run of the CLI touches; the program in it is ``program/__main__.py``."""

    folder: Path

    @classmethod
    def of(cls, folder: Path, program: Path, cli: Path) -> Workspace:
        """Lay out ``folder`` for a program and create its stack."""
        for name in ("bin", "home", "state", "program"):
            (folder / name).mkdir(parents=True)
        shutil.copyfile(program, folder / "program" / "__main__.py")
        (folder / "program" / "Pulumi.yaml").write_text(PROJECT)
        _install(cli, folder / "bin")
        workspace = cls(folder)
        workspace.run("stack", "init", STACK).check_returncode()
        return workspace

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``pulumi`` with these arguments in the program's folder."""
        command = [str(self.folder / "bin" / "pulumi"), *arguments, "--non-interactive", "--color", "never"]
        where = self.folder / "program"
        return subprocess.run(command, cwd=where, env=self.environment, capture_output=True, text=True, check=False)

    @property
    def environment(self) -> dict[str, str]:
        binaries = self.folder / "bin"
        return {
            "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder / "home"),
            "RUN_PROGRAM": str(binaries / "pulumi-language-python-exec"),
            "PULUMI_HOME": str(self.folder / "home"),
            "PULUMI_BACKEND_URL": f"file://{self.folder / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": "offline",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_SKIP_CONFIRMATIONS": "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "PULUMI_DISABLE_REGISTRY_RESOLVE": "true",
        }


def _install(cli: Path, binaries: Path) -> None:
    """Put the CLI and our servers in one folder; the CLI must be a real file for them to count as bundled with it."""
    try:
        os.link(cli / "pulumi", binaries / "pulumi")
    except OSError:
        shutil.copy2(cli / "pulumi", binaries / "pulumi")
    shutil.copy2(cli / "pulumi-language-python-exec", binaries)
    _launcher(binaries / "pulumi-language-python", HERE / "language_host.py")
    for package in PACKAGES:
        _launcher(binaries / f"pulumi-resource-{package}", HERE / "provider.py")


def _launcher(path: Path, script: Path) -> None:
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -u "{script}" "$@"\n')
    path.chmod(0o755)
