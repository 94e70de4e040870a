"""What ``--new-only`` costs beside a plain scan of the same tree: ``make bench``.

The tree of 500 files is a repository in which a change touches one file; both are read without the cache and with it.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import trees
from source import Cost, measured, scan, show, tell

RUNS = 9
LIMIT = 2.2
CHANGED = Path("area_00", "component_003", "balancer.tf")


def changed_repository(top: Path) -> None:
    """A repository of 500 files, and a work tree in which one of them was edited."""
    trees.one_root(top, 500, 25)
    for command in (["init", "-q"], ["add", "--all"], ["commit", "-q", "-m", "one"]):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *command], cwd=top, check=True)
    file = top / CHANGED
    file.write_text(f"# changed\n{file.read_text(encoding='utf-8')}", encoding="utf-8")


def compared(what: str, plain: Cost, new_only: Cost) -> None:
    ratio = new_only.seconds / plain.seconds
    tell(f"lbgate, 500 files, {what}", plain)
    show(f"the same with --new-only, {what}", new_only, f"{ratio:.2f} x a plain scan", f"{LIMIT} x", ratio <= LIMIT)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        changed_repository(top / "files_500")
        since = ("--new-only", "HEAD")
        commands = {
            "cold": scan("files_500", "--no-cache"),
            "cold since": scan("files_500", "--no-cache", *since),
            "warm": scan("files_500"),
            "warm since": scan("files_500", *since),
        }
        found = measured(commands, top, RUNS)
        compared("no cache", found["cold"], found["cold since"])
        compared("cache warm", found["warm"], found["warm since"])


if __name__ == "__main__":
    main()
