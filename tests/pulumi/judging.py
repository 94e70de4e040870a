"""How the tests ask the pack about programs, and read its answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pulumi_places import PROGRAMS

if TYPE_CHECKING:
    from pack_process import Told
    from toy_engine import Registered

GATE, ADVICE, RESOURCE = "lbgate", "lbgate-advice", "lbgate-resource"
Judge = Callable[..., "list[Told]"]
"""Previews a program of ``programs/`` in a stack of its own; options are those of PackProcess.preview."""


def everywhere(**settings: Any) -> dict[str, dict[str, Any]]:
    """One configuration, given to all three policies."""
    return dict.fromkeys((GATE, ADVICE, RESOURCE), settings)


def registered(program: str | Path, stack: str, configured: bool = True) -> list[Registered]:
    """What a program registers: one of ``programs/`` by its name, or a file."""
    from toy_engine import previewed

    file = program if isinstance(program, Path) else PROGRAMS / f"{program}.py"
    return previewed(file, stack, configured=configured)


def mandatory(told: list[Told]) -> list[Told]:
    return [each for each in told if each.level == "MANDATORY"]
