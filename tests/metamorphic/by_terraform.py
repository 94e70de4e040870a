"""Plans every case after every transformation with the real terraform: ``python -m tests.metamorphic.by_terraform [CASE ...]``."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from hcl_scanner.plan import read_plan
from hcl_scanner.source import Options, read_folder
from policies.evaluate import evaluate
from policies.providers import TYPES
from policies.settings import Settings

from ..case_lines import neutral_lines
from ..standin.make_plans import CATALOGUES, plan
from ..standin.server import served
from ..test_cases import expected
from .cases import CASES, transformed
from .sources import Tree, write_tree


class Planned(NamedTuple):
    """What terraform would create for a tree, and what lbgate says of that plan read beside its source."""

    resources: list[str]
    lines: list[str]


def planned(tree: Tree, reattach: str, scratch: Path) -> Planned:
    with TemporaryDirectory(dir=scratch) as folder:
        source = write_tree(tree, Path(folder) / "source")
        made = plan(source, reattach, Path(folder) / "work")
        graphs = read_folder(source, TYPES, Options(cache=False)).graphs
    beside = read_plan(made.encode(), "plan.json", TYPES, next(iter(graphs), None))
    return Planned(resources(json.loads(made)), neutral_lines(evaluate([beside], Settings())))


def demanded(case: str) -> Planned:
    """The same of a case as it is written."""
    made = json.loads((CASES[case] / "plan.json").read_bytes())
    return Planned(resources(made), expected(CASES[case], "planned"))


def resources(document: dict[str, Any]) -> list[str]:
    """Each planned resource's type and values, known or not, wherever it stands; the order of blocks is no part of it."""
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
                found, wanted = planned(tree, reattach, Path(folder)), demanded(case)
            except SystemExit as refused:
                return f"{case}: {name}: {refused}"
            if found.resources != wanted.resources:
                return f"{case}: {name}: terraform plans other resources"
            return None if found.lines == wanted.lines else f"{case}: {name}: {found.lines}"

        works = [(name, kind, tree) for name, case in chosen.items() for kind, tree in transformed(case)]
        with ThreadPoolExecutor(max_workers=2) as pool:
            wrong = [line for line in pool.map(judged, works) if line]
    print("\n".join([*wrong, f"{len(works)} plans, {len(wrong)} of them wrong"]))
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
