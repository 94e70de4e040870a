"""``lbgate pack``: where the Pulumi policy pack lies."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

import policies

from .terminal import show


def add_arguments(parser: ArgumentParser) -> None:
    """It takes none."""


def pack(_: Namespace) -> int:
    """Print the absolute folder of the installed ``policies`` package."""
    show(f"{Path(policies.__path__[0]).resolve()}\n")
    return 0
