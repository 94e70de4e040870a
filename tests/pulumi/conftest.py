"""What the tests of the Pulumi pack share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pulumi_places import PACK, TOOLS

sys.path.insert(0, str(TOOLS))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "pulumi: needs the real pulumi CLI (tools/pulumi/build-cli.sh)")


def required(name: str) -> bool:
    """Whether ``LBGATE_REQUIRE`` names it: then its absence is a failure, not a skip."""
    return name in os.environ.get("LBGATE_REQUIRE", "").replace(",", " ").split()


def absent(name: str, reason: str) -> None:
    """Skip a test for what is not installed; fail it where that is required."""
    (pytest.fail if required(name) else pytest.skip)(reason)


@pytest.fixture(scope="session")
def sdk() -> None:
    """Pulumi's SDKs; tests that ask for them are skipped where they are not installed."""
    for module in ("pulumi_policy", "pulumi_aws"):
        if find_spec(module) is None:
            absent("pulumi-sdk", f"{module} is not installed")


@pytest.fixture(scope="session")
def cli(sdk: None) -> Path:
    """The folder with the real pulumi CLI."""
    from cli import cli_folder

    folder = cli_folder()
    if not folder:
        absent("pulumi", "no pulumi CLI: build it with tools/pulumi/build-cli.sh and set LBGATE_PULUMI")
    assert folder
    return folder


@pytest.fixture(scope="session")
def pack(sdk: None) -> Iterator[object]:
    """One pack process for programs that differ in their stack's name."""
    from pack_process import PackProcess

    with PackProcess(PACK) as process:
        yield process
