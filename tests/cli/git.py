"""Repositories of git as tests make them, with the real git and none of the caller's configuration."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from .command import write

WHO = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; what it printed."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *WHO, *arguments], cwd=folder, capture_output=True, check=True, text=True, env={**kept, **alone}
    )
    return done.stdout


def repository(folder: Path, files: dict[str, str | bytes]) -> Path:
    """A new repository with one commit on its branch main."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    return commit(folder, files)


def commit(folder: Path, files: dict[str, str | bytes]) -> Path:
    """One commit more, of these files and of all that was changed otherwise."""
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "--no-verify", "-m", "change")
    return folder
