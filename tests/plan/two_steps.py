"""Applies every case and plans it again, unchanged and with each end replaced: ``python -m tests.plan.two_steps [CASE ...]``.

What is known only after the first apply decides more than the source can: there a case may say more than it demands.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from hcl_scanner.plan import read_plan
from hcl_scanner.source import Options, read_folder
from policies.evaluate import evaluate
from policies.graph import Graph
from policies.providers import TYPES
from policies.report import Report, RouteEntry
from policies.settings import Settings

from ..case_lines import neutral_lines
from ..metamorphic.cases import CASES
from ..standin.make_plans import CATALOGUES, MADE, planned, terraform
from ..standin.server import served
from ..test_cases import expected

KNOWN_AFTER_APPLY = "terraform_data"
EXCEPTIONS = {
    "aws/candidates_all_fine": "which of its groups the listener leads to is known after the first apply",
    "aws/candidates_one_wrong": "which of its groups the listener leads to is known after the first apply",
    "baiducloud/certificate_on_tcp": "the certificate that the provider drops is known not to be there",
}
REFUSED = {"aws/balancer_type_unknown": "no provider can keep what it planned for a balancer whose type was not known"}


def wrong(name: str, case: Path, reattach: str, scratch: Path) -> Iterator[str]:
    """What the plans of an applied case say that they should not."""
    with TemporaryDirectory(dir=scratch) as folder:
        work = Path(folder) / "stack"
        shutil.copytree(case, work, ignore=shutil.ignore_patterns(*MADE))
        told = "-var-file=stage.tfvars" if (case / "stage.tfvars").exists() else ""
        terraform("get", work, reattach)
        terraform(f"apply -auto-approve -input=false -lock=false {told}", work, reattach)
        source = next(iter(read_folder(work, TYPES, Options(cache=False)).graphs), None)
        is_known_later = name in EXCEPTIONS or KNOWN_AFTER_APPLY in (case / "main.tf").read_text(encoding="utf-8")
        demanded = None if is_known_later else expected(case, "planned")
        found = report(planned(work, reattach, told), source)
        yield from differs(found, demanded, "")
        yield from (f"{one.listener.address}: {one.change}" for one in found.routes if one.change != "unchanged")
        for end in sorted({address.partition(":")[0] for one in found.routes for address in ends(one)}):
            again = report(planned(work, reattach, f"-replace={end} {told}"), source)
            yield from differs(again, demanded, end)
            yield from (f"{end} replaced: {one.change}" for one in again.routes if is_wrong(one, end))


def report(plan: str, source: Graph | None) -> Report:
    return evaluate([read_plan(plan.encode(), "plan.json", TYPES, source)], Settings())


def differs(found: Report, demanded: list[str] | None, replaced: str) -> Iterator[str]:
    if demanded is not None and neutral_lines(found) != demanded:
        yield f"{replaced and f'{replaced} replaced: '}{neutral_lines(found)}"


def ends(route: RouteEntry) -> list[str]:
    return [
        part.address
        for part in (route.listener, route.backend)
        if part.address and not part.address.startswith("data.")
    ]


def is_wrong(route: RouteEntry, replaced: str) -> bool:
    touched = any(address.partition(":")[0] == replaced for address in ends(route))
    return touched and route.change != "replaced"


def main() -> None:
    chosen = {name: case for name, case in CASES.items() if not sys.argv[1:] or name in sys.argv[1:]}
    with TemporaryDirectory() as folder, served(list(CATALOGUES.values()), Path(folder)) as reattach:

        def judged(work: tuple[str, Path]) -> list[str]:
            name, case = work
            try:
                return [f"{name}: {line}" for line in wrong(name, case, reattach, Path(folder))]
            except SystemExit as refused:
                return [] if name in REFUSED else [f"{name}: {refused}"]

        with ThreadPoolExecutor(max_workers=2) as pool:
            lines = [line for several in pool.map(judged, chosen.items()) for line in several]
    print("\n".join([*lines, f"{len(chosen)} cases, {len(lines)} things wrong"]))
    raise SystemExit(bool(lines))


if __name__ == "__main__":
    main()
