"""What some tests need beside Python: where it is absent they are skipped, or fail where it is required."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def absent(name: str, reason: str) -> NoReturn:
    """Skip for what is not installed; fail where ``LBGATE_REQUIRE`` names it."""
    if required(name):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason, allow_module_level=True)


def required(name: str) -> bool:
    """Whether ``LBGATE_REQUIRE`` names it; some things are too slow to look for where nobody asked."""
    return name in os.environ.get("LBGATE_REQUIRE", "").split()
