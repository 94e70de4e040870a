"""The hook, by the real pre-commit, in a repository that uses it. It installs lbgate, so `make hooks` runs this."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ..cli.command import RIGHT, ROOT, WRONG, write
from ..needs import absent, required

CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: lbgate
        args: [--quiet, infra]
"""


NAMED = {f"GIT_{who}_{what}": "t@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **NAMED, "GIT_CONFIG_GLOBAL": os.devnull, **environment}
    return subprocess.run(["git", *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False)


def committed(folder: Path) -> str:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--no-verify", "-m", "all")
    return git(folder, "rev-parse", "HEAD").stdout.strip()


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose commits the hook of this checkout judges."""
    if not required("pre-commit") or shutil.which("pre-commit") is None:
        absent("pre-commit", "it installs lbgate: `make hooks` asks for it")
    folder = tmp_path_factory.mktemp("hooks")
    released = folder / "lbgate"
    for part in ("policies", "hcl_scanner", "completions", "docs"):
        shutil.copytree(ROOT / part, released / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, released)
    config = CONFIG.format(repo=released, rev=committed(released))
    user = write(
        folder / "user",
        {".pre-commit-config.yaml": config, "infra/main.tf": RIGHT, "notes.txt": "", "old/main.tf": WRONG},
    )
    committed(user)
    subprocess.run(
        ["pre-commit", "install"], cwd=user, env={**os.environ, **of_hooks(user)}, capture_output=True, check=True
    )
    return user


def of_hooks(user: Path) -> dict[str, str]:
    return {"PRE_COMMIT_HOME": str(user.parent / "cache"), "XDG_CACHE_HOME": str(user.parent / "xdg"), "NO_COLOR": "1"}


def commit(user: Path, name: str, content: str) -> subprocess.CompletedProcess[str]:
    write(user, {name: content})
    git(user, "add", "-A")
    return git(user, "commit", "-m", name, **of_hooks(user))


def test_a_commit_that_makes_a_route_wrong_is_refused(user: Path) -> None:
    done = commit(user, "infra/main.tf", WRONG)
    assert done.returncode == 1
    assert "exit code: 1" in done.stderr and "error LBG101 backend-mismatch" in done.stderr
    done = commit(user, "infra/main.tf", RIGHT.replace("web", "shop"))
    assert (done.returncode, "Passed" in done.stderr) == (0, True)


def test_a_commit_without_terraform_is_not_judged(user: Path) -> None:
    done = commit(user, "notes.txt", "hello\n")
    assert (done.returncode, "(no files to check)Skipped" in done.stderr) == (0, True)
