"""Makes state.json of fixture cases with the real terraform: ``python -m tests.standin.make_states [CASE ...]``."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..test_cases import NEVER
from .make_plans import CATALOGUES, MADE, cases, terraform
from .server import served

_SERIAL = re.compile(r"\b[0-9a-f]{16}\b|\b[a-z]+_[a-z_]+-\d+\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")


def state(case: Path, reattach: str, scratch: Path) -> str:
    """What ``terraform show -json`` says after the apply. The order in a set may differ from run to run, as ids do."""
    work = scratch / case.parent.name / case.name
    shutil.copytree(case, work, ignore=shutil.ignore_patterns(*MADE))
    told = "-var-file=stage.tfvars" if (case / "stage.tfvars").exists() else ""
    terraform("get", work, reattach)
    terraform(f"apply -input=false -refresh=false -lock=false -auto-approve {told}", work, reattach)
    document = renumbered(json.loads(terraform("show -json", work, reattach)))
    return json.dumps(document, sort_keys=True, indent=1, ensure_ascii=False) + "\n"


def renumbered(document: dict[str, Any]) -> dict[str, Any]:
    """The ids that the stand-in numbers as they come, numbered by the addresses of the resources."""
    own = [_SERIAL.search(str(one["values"].get("id"))) for one in _resources(document["values"]["root_module"])]
    numbers = {found[0]: number for number, found in enumerate(own, 1) if found}

    def number(found: re.Match[str]) -> str:
        if found[0] not in numbers:
            return found[0]
        return re.sub(r"^[0-9a-f]{16}$|\d+$|^[0-9a-f-]{36}$", lambda _: f"{numbers[found[0]]:016x}", found[0])

    renamed: dict[str, Any] = json.loads(_SERIAL.sub(number, json.dumps(document)))
    return renamed


def _resources(module: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from sorted(
        (one for one in module.get("resources", []) if one["mode"] == "managed"), key=lambda one: str(one["address"])
    )
    for inner in sorted(module.get("child_modules", []), key=lambda one: str(one["address"])):
        yield from _resources(inner)


def main() -> None:
    with TemporaryDirectory() as folder, served(list(CATALOGUES.values()), Path(folder)) as reattach:
        for case in cases(sys.argv[1:]):
            if case.name not in NEVER:
                (case / "state.json").write_text(state(case, reattach, Path(folder)), encoding="utf-8")
                print(f"{case.parent.name}/{case.name}", flush=True)


if __name__ == "__main__":
    main()
