"""How a program is started in each language that Pulumi runs here, as the language's own host starts it.

Pulumi's hosts for Node.js and Go cannot be had as modules either (README.md); what they start can: the SDKs' runners.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Program:
    """Where a program lies: its folder, its file in it ("." where none is named), and the options in Pulumi.yaml."""

    folder: str
    entry: str
    options: Mapping[str, str]


Settings: TypeAlias = Mapping[str, str]
"""What the engine tells a program, under the names that the SDKs share: project, stack, dry_run, monitor …"""
Start: TypeAlias = tuple[list[str], dict[str, str]]
"""A command and what it needs in its environment."""


def python(program: Program, settings: Settings) -> Start:
    """pulumi-language-python-exec, the script in the SDK's Go module."""
    words = [word for name, value in settings.items() for word in (f"--{name}", value)]
    return [sys.executable, "-u", os.environ["RUN_PROGRAM"], *words, os.path.join(program.folder, program.entry)], {}


def nodejs(program: Program, settings: Settings) -> Start:
    """The runner in @pulumi/pulumi; TypeScript is only stripped of its types, since the tests are no type checker."""
    runner = os.path.join(program.folder, "node_modules", "@pulumi", "pulumi", "cmd", "run")
    given = {name.replace("_", "-"): value for name, value in settings.items() if name != "dry_run"}
    words = [word for name, value in given.items() for word in (f"--{name}", value)]
    dry = ["--dry-run"] if settings["dry_run"] == "true" else []
    plain = {"PULUMI_NODEJS_TYPESCRIPT": "true", "PULUMI_NODEJS_TRANSPILE_ONLY": "true"}
    return ["node", runner, *words, *dry, "--", program.entry], plain


def go(program: Program, settings: Settings) -> Start:
    """The program itself, built beforehand: the option ``binary`` of the project's runtime names it."""
    return [program.options["binary"]], {f"PULUMI_{name.upper()}": value for name, value in settings.items()}


LANGUAGES: Mapping[str, Callable[[Program, Settings], Start]] = {"python": python, "nodejs": nodejs, "go": go}
