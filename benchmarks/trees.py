"""Trees of Terraform source as large repositories hold them: a few files with load balancers among many without.

Every tree is the same from run to run. ``python benchmarks/trees.py FOLDER`` writes all of them, to look at.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from tree_texts import ACCESS, BALANCER, CALL, MAIN, OUTPUTS, SERVICE, STORAGE, VARIABLES

FILES_OF_A_COMPONENT = 5


def one_root(top: Path, files: int, balancers: int) -> None:
    """A root module that calls areas, which call ten components each; ``balancers`` files hold load balancers."""
    components = files // FILES_OF_A_COMPONENT
    areas: dict[str, list[str]] = {}
    for number in range(components):
        area, name = f"area_{number // 10:02}", f"component_{number:03}"
        areas.setdefault(area, []).append(name)
        _component(top / area / name, name, _is_chosen(number, components, balancers))
    for area, names in areas.items():
        _write(top / area / "main.tf", _called(names, 'environment = "staging"'))
    _write(top / "main.tf", _called(areas, ""))


def _called(names: Iterable[str], inputs: str) -> str:
    return "\n".join(f'module "{name}" {{\n  source = "./{name}"\n  {inputs}\n}}\n' for name in names)


def many_roots(top: Path, files: int, balancers: int) -> None:
    """Root modules of five files each, in folders of teams; ``balancers`` of these files hold load balancers."""
    roots = files // FILES_OF_A_COMPONENT
    for number in range(roots):
        name = f"stack_{number:04}"
        _component(top / f"team_{number // 20:03}" / name, name, _is_chosen(number, roots, balancers))


def calls(top: Path, count: int) -> None:
    """A root module that calls one module of two listeners ``count`` times."""
    _write(top / "main.tf", "\n".join(CALL.replace("NAME", f"service_{number:03}") for number in range(count)))
    _write(top / "service" / "main.tf", SERVICE)


def _is_chosen(number: int, total: int, wanted: int) -> bool:
    """Whether the so-many-th of all is one of the wanted, which lie evenly among them."""
    return (number + 1) * wanted // total > number * wanted // total


def _component(folder: Path, name: str, balancer: bool) -> None:
    files = {
        "main.tf": MAIN,
        "variables.tf": VARIABLES,
        "storage.tf": STORAGE + STORAGE.replace("NAME", "NAME_archive"),
        "access.tf": ACCESS + ACCESS.replace("NAME", "NAME_archive"),
    } | ({"balancer.tf": BALANCER} if balancer else {"outputs.tf": OUTPUTS})
    for file, text in files.items():
        _write(folder / file, text.replace("NAME", name))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    top = Path(sys.argv[1])
    one_root(top / "files_500", 500, 25)
    many_roots(top / "files_10000", 10_000, 260)
    calls(top / "calls_20", 20)
    calls(top / "calls_200", 200)


if __name__ == "__main__":
    main()
