"""The fixture cases that pass through the transformations: whatever says what is expected of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .sources import NotApplicable, Tree, read_tree
from .transformations import TRANSFORMATIONS

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
CASES = {
    f"{path.parent.parent.name}/{path.parent.name}": path.parent for path in sorted(FIXTURES.glob("*/*/expected.txt"))
}


def transformed(case: Path) -> Iterator[tuple[str, Tree]]:
    """The case after each of the transformations that apply to it."""
    tree = read_tree(case)
    for name, transformation in TRANSFORMATIONS.items():
        try:
            yield name, transformation(tree)
        except NotApplicable:
            continue
