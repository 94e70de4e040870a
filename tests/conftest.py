"""What all tests share."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import settings

from .needs import absent

# Machines are small and noisy: how long a test takes is the benchmarks' business. A change is judged by the same examples
# wherever it is; `make fuzz` and the nightly workflow look for new ones.
settings.register_profile("lbgate", deadline=None, derandomize="LBGATE_FUZZ" not in os.environ)
settings.load_profile("lbgate")


@pytest.fixture(scope="session")
def terraform() -> None:
    """The real terraform on the PATH."""
    if shutil.which("terraform") is None:
        absent("terraform", "terraform is not on the PATH")
