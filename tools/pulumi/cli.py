"""The real pulumi CLI for one program, wholly offline, with its own home, state and stack.

The language host and the echo provider are those beside this file. The CLI is the one in the folder that
``LBGATE_PULUMI`` names, else the one on the PATH, else what build-cli.sh left in the user's cache. As a release unpacks
it, it has ``pulumi-language-python-exec`` beside it; without that script it is no use here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from languages import LANGUAGES

HERE = Path(__file__).resolve().parent
PACKAGES = ("aws", "baiducloud", "openstack", "random")
PYTHON = "name: shop\nruntime: python\n"
"""The Pulumi.yaml of a program in Python."""
STACK = "dev"
RUNNER = "pulumi-language-python-exec"


def cli_folder() -> Path | None:
    """The folder with the CLI, or None where none was built."""
    named, found = os.environ.get("LBGATE_PULUMI"), shutil.which("pulumi")
    on_path = [Path(found).resolve().parent] if found else []
    folders = [Path(named).expanduser()] if named else [*on_path, Path.home() / ".cache" / "lbgate-pulumi"]
    return next((folder for folder in folders if all((folder / name).is_file() for name in ("pulumi", RUNNER))), None)


def version(cli: Path) -> str:
    """The version of the CLI in a folder: ``v3.250.0``."""
    return subprocess.run([cli / "pulumi", "version"], capture_output=True, text=True, check=True).stdout.strip()


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder that holds everything one run of the CLI touches; the program lies in ``program``."""

    folder: Path

    @classmethod
    def of(cls, folder: Path, program: Path, cli: Path) -> Workspace:
        """Lay out ``folder`` for a program of one Python file and create its stack."""
        workspace = cls.bare(folder, PYTHON, cli)
        workspace.write(program.read_text())
        return workspace

    @classmethod
    def bare(cls, folder: Path, project: str, cli: Path) -> Workspace:
        """Lay out ``folder`` for a program with this Pulumi.yaml and create its stack; the caller adds the program."""
        for name in ("bin", "home", "state", "program"):
            (folder / name).mkdir(parents=True)
        _install(cli, folder / "bin")
        workspace = cls(folder)
        (workspace.program / "Pulumi.yaml").write_text(project)
        workspace.run("stack", "init", STACK).check_returncode()
        return workspace

    @property
    def program(self) -> Path:
        return self.folder / "program"

    def write(self, program: str) -> None:
        """Make this the program in Python; the next run of the CLI finds it changed."""
        (self.program / "__main__.py").write_text(program)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``pulumi`` with these arguments in the program's folder."""
        command = [str(self.folder / "bin" / "pulumi"), *arguments, "--non-interactive", "--color", "never"]
        return subprocess.run(
            command, cwd=self.program, env=self.environment, capture_output=True, text=True, check=False
        )

    @property
    def environment(self) -> dict[str, str]:
        binaries = self.folder / "bin"
        return {
            "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder / "home"),
            "RUN_PROGRAM": str(binaries / RUNNER),
            "PULUMI_HOME": str(self.folder / "home"),
            "PULUMI_BACKEND_URL": f"file://{self.folder / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": "offline",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_SKIP_CONFIRMATIONS": "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "PULUMI_DISABLE_REGISTRY_RESOLVE": "true",
            "PULUMI_DEBUG_COMMANDS": "true",  # allows --event-log
        }


def _install(cli: Path, binaries: Path) -> None:
    """Put the CLI and our servers in one folder; the CLI must be a real file for them to count as bundled with it."""
    try:
        os.link(cli / "pulumi", binaries / "pulumi")
    except OSError:
        shutil.copy2(cli / "pulumi", binaries / "pulumi")
    shutil.copy2(cli / RUNNER, binaries)
    for language in LANGUAGES:
        launcher(binaries / f"pulumi-language-{language}", HERE / "language_host.py", language)
    for package in PACKAGES:
        launcher(binaries / f"pulumi-resource-{package}", HERE / "provider.py")


def launcher(path: Path, script: Path, *arguments: str) -> None:
    command = " ".join(f'"{word}"' for word in (sys.executable, "-u", script, *arguments))
    path.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
    path.chmod(0o755)
