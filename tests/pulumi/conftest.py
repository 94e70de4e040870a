"""What the tests of the Pulumi pack share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.needs import absent, required

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pulumi_places import PACK, TOOLS

sys.path.insert(0, str(TOOLS))

if TYPE_CHECKING:
    from judging import Judge
    from pack_process import PackProcess, Told


@pytest.fixture(scope="session")
def sdk() -> None:
    """Pulumi's SDKs; tests that ask for them are skipped where they are not installed."""
    for module in ("pulumi_policy", "pulumi_aws"):
        if find_spec(module) is None:
            absent("pulumi-sdk", f"{module} is not installed")


@pytest.fixture(scope="session")
def cli(sdk: None) -> Path:
    """The folder with the real pulumi CLI, for those who ask for it: every run of it takes seconds."""
    from cli import cli_folder

    if not (required("pulumi") or "LBGATE_PULUMI" in os.environ):
        pytest.skip("a test in the real pulumi CLI: `make pulumi` runs it")
    folder = cli_folder()
    if not folder:
        absent("pulumi", "no pulumi CLI: `make cli` finds or builds it (tools/pulumi/README.md)")
    return folder


@pytest.fixture(scope="session")
def pack(sdk: None) -> Iterator[object]:
    """One pack process for programs that differ in their stack's name."""
    from pack_process import PackProcess

    with PackProcess(PACK) as process:
        yield process


@pytest.fixture
def judged(pack: PackProcess, request: pytest.FixtureRequest) -> Judge:
    """Previews a program in a stack of its own and returns what the pack says of it."""
    from judging import registered

    def judge(
        program: str,
        config: Mapping[str, Mapping[str, Any]] | None = None,
        configured: bool = True,
        disabled: Sequence[str] = (),
    ) -> list[Told]:
        stack = "".join(letter if letter.isalnum() else "-" for letter in request.node.name)
        return pack.preview(registered(program, stack, configured), config, disabled)

    return judge
