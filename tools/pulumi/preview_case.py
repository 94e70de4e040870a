"""Saves what the real ``pulumi preview --json --show-sames`` says of a case's program as its ``preview.json``.

    python tools/pulumi/preview_case.py fixtures/aws/some-case ...

The bytes are the same on every machine and day: steps and dependencies sorted by URN, no times, no traces, no paths.
"""

from __future__ import annotations

import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from cli import Workspace, cli_folder

FLEETING = {"created", "duration", "magic", "modified", "seed", "stackTrace", "time", "timestamp"}
KEPT = ("config", "steps", "changeSummary")


def saved(program: Path, cli: Path) -> str:
    """The scrubbed preview of a program, as JSON text."""
    with tempfile.TemporaryDirectory() as folder:
        done = Workspace.of(Path(folder) / "work", program, cli).run("preview", "--json", "--show-sames")
    if done.returncode:
        raise SystemExit(f"{program}: {done.stdout}{done.stderr}")
    preview = json.loads(done.stdout)
    steps = sorted(scrubbed(preview["steps"]), key=lambda step: str(step["urn"]))
    kept = {**{key: preview[key] for key in KEPT if key in preview}, "steps": steps}
    return json.dumps(kept, indent=1, sort_keys=True) + "\n"


def scrubbed(value: Any) -> Any:
    """The value without what changes from run to run or names this machine."""
    if isinstance(value, list):
        items = [scrubbed(item) for item in value]
        return sorted(items) if all(map(_is_urn, items)) else items  # dependencies come out of a set
    if not isinstance(value, dict):
        return value
    return {key: scrubbed(item) for key, item in value.items() if key not in FLEETING and not _foreign(key, item)}


def _is_urn(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("urn:pulumi:")


def _foreign(key: str, value: Any) -> bool:
    """Whether this is a position in a package, which names the machine's own folders."""
    return key == "sourcePosition" and not str(value).startswith("project:///__main__.py")


def main(cases: list[str]) -> None:
    cli = cli_folder()
    if not cli:
        raise SystemExit("no pulumi CLI: `make cli` finds or builds it (tools/pulumi/README.md)")
    with ThreadPoolExecutor(2) as pool:
        folders = [Path(case) for case in cases]
        for folder, text in zip(folders, pool.map(lambda each: saved(each / "program.py", cli), folders), strict=True):
            (folder / "preview.json").write_text(text)


if __name__ == "__main__":
    main(sys.argv[1:])
