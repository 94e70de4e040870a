"""Plans every case after every transformation with the real terraform: ``python -m tests.metamorphic.by_terraform [CASE ...]``."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..standin.make_plans import CATALOGUES, plan
from ..standin.server import served
from .cases import CASES, transformed
from .sources import Tree, write_tree


def planned(tree: Tree, reattach: str, scratch: Path) -> list[str]:
    """What terraform would create for a tree: each resource's type and values, known or not, wherever it stands."""
    with TemporaryDirectory(dir=scratch) as folder:
        made = plan(write_tree(tree, Path(folder) / "source"), reattach, Path(folder) / "work")
    return resources(json.loads(made))


def resources(document: dict[str, Any]) -> list[str]:
    """The planned resources of a plan, sorted; blocks are sorted too, since their order is no part of the comparison."""
    return sorted(
        json.dumps(
            [one["type"], _sorted(one["change"]["after"]), _sorted(one["change"]["after_unknown"])], sort_keys=True
        )
        for one in document["resource_changes"]
        if one["mode"] == "managed"
    )


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return sorted((_sorted(inner) for inner in value), key=lambda one: json.dumps(one, sort_keys=True))
    return value


def main() -> None:
    chosen = {name: case for name, case in CASES.items() if not sys.argv[1:] or name in sys.argv[1:]}
    with TemporaryDirectory() as folder, served(list(CATALOGUES.values()), Path(folder)) as reattach:

        def judged(work: tuple[str, str, Tree]) -> str | None:
            case, name, tree = work
            try:
                same = planned(tree, reattach, Path(folder)) == resources(
                    json.loads((CASES[case] / "plan.json").read_bytes())
                )
            except SystemExit as refused:
                return f"{case}: {name}: {refused}"
            return None if same else f"{case}: {name}: terraform plans other resources"

        works = [(name, kind, tree) for name, case in chosen.items() for kind, tree in transformed(case)]
        with ThreadPoolExecutor(max_workers=2) as pool:
            wrong = [line for line in pool.map(judged, works) if line]
    print("\n".join([*wrong, f"{len(works)} plans, {len(wrong)} of them wrong"]))
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
