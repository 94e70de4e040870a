"""Fixes every case after every transformation, and asks the real terraform: ``python -m tests.fixing.by_terraform [CASE ...]``."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ..metamorphic.cases import CASES
from ..metamorphic.sources import NotApplicable, Tree, read_tree, write_tree
from ..metamorphic.transformations import TRANSFORMATIONS
from ..standin.make_plans import CATALOGUES, terraform
from ..standin.server import served
from .mending import Mended, mended

WRONG = [name for name, case in CASES.items() if "LBG" in (case / "expected.txt").read_text(encoding="utf-8")]


def variants(names: Iterable[str], chosen: Callable[[str], bool] = lambda _: True) -> Iterator[tuple[str, Tree]]:
    """The cases as they are written, and after each transformation that applies and is chosen."""
    for name in names:
        tree = read_tree(CASES[name])
        yield name, tree
        for kind in filter(lambda kind: chosen(f"{name}, {kind}"), TRANSFORMATIONS):
            with suppress(NotApplicable):
                yield f"{name}, {kind}", TRANSFORMATIONS[kind](tree)


def unformatted(folder: Path) -> set[str]:
    """The files that ``terraform fmt`` would write otherwise."""
    done = subprocess.run(
        ["terraform", "fmt", "-check", "-recursive", "-list=true"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 3), done.stderr
    return set(done.stdout.splitlines())


def valid(folder: Path, reattach: str) -> bool:
    """Whether ``terraform validate`` takes the source."""
    try:
        terraform("get", folder, reattach)
        terraform("validate", folder, reattach)
    except SystemExit:
        return False
    return True


def fixed(trees: Iterable[tuple[str, Tree]], folder: Path) -> tuple[dict[str, Mended], set[str]]:
    """Every tree fixed in a folder of its own, and the files whose format terraform judges otherwise than before."""
    folders = {name: write_tree(tree, folder / name) for name, tree in trees}
    before = unformatted(folder)
    done = {name: mended(where) for name, where in folders.items()}
    return done, unformatted(folder) ^ before


def main() -> None:
    names = [name for name in WRONG if not sys.argv[1:] or name in sys.argv[1:]]
    trees = dict(variants(names))
    with TemporaryDirectory() as scratch, served(list(CATALOGUES.values()), Path(scratch)) as reattach:
        done, formatted = fixed(trees.items(), Path(scratch, "fixed"))
        edited = [name for name, one in done.items() if one.counts[0]]

        def judged(name: str) -> bool:
            before = write_tree(trees[name], Path(scratch, "before", name))
            return valid(done[name].folder, reattach) or not valid(before, reattach)

        with ThreadPoolExecutor(max_workers=2) as pool:
            valid_as_before = list(pool.map(judged, edited))
    wrong = [f"{name}: {one.wrong}" for name, one in done.items() if one.wrong]
    wrong += [f"{file}: terraform fmt says otherwise than before" for file in sorted(formatted)]
    wrong += [f"{name}: not valid any more" for name, fine in zip(edited, valid_as_before, strict=True) if not fine]
    print("\n".join([*wrong, f"{len(done)} trees, {len(edited)} of them edited, {len(wrong)} wrong"]))
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
