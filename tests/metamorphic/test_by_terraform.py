"""The real terraform plans the same resources before and after each transformation, and the plan gives the same verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest

from ..standin.make_plans import CATALOGUES
from ..standin.server import served
from .by_terraform import demanded, planned
from .cases import CASES, transformed
from .transformations import TRANSFORMATIONS


@pytest.fixture(scope="module")
def reattach(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(list(CATALOGUES.values()), tmp_path_factory.mktemp("sockets")) as attached:
        yield attached


@pytest.mark.usefixtures("terraform")
@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_terraform_plans_the_same_resources(name: str, reattach: str, tmp_path: Path) -> None:
    """One case of each cloud, another for each transformation; ``make metamorphic`` plans them all."""
    for cloud in CATALOGUES:
        cases = sorted(
            (case for case in CASES if case.startswith(f"{cloud}/")), key=lambda case: crc32(f"{name} {case}".encode())
        )
        tree, case = next((tree, case) for case in cases for kind, tree in transformed(CASES[case]) if kind == name)
        assert planned(tree, reattach, tmp_path) == demanded(case), case
