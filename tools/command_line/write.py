"""Writes what is made from the parsers: ``python -m tools.command_line.write``, or ``make completions``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import shtab

from .manual import manual, page
from .whole import whole

ROOT = Path(__file__).parents[2]
SHELLS: Mapping[str, str] = {"bash": "lbgate.bash", "zsh": "_lbgate", "fish": "lbgate.fish"}
"""The names under which each shell looks for it."""


def made() -> dict[Path, str]:
    """Every file and what stands in it."""
    shells = {ROOT / "completions" / name: shtab.complete(whole(), shell) for shell, name in SHELLS.items()}
    return {**shells, ROOT / "docs" / "commands.md": page(), ROOT / "docs" / "lbgate.1": manual()}


if __name__ == "__main__":
    for file, text in made().items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")
