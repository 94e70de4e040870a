"""The line that a person sees who waits at a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .command import ROOT

pty = pytest.importorskip("pty")


def waited(tmp_path: Path, seconds: float, *options: str) -> bytes:
    """What the terminal shows while standard input keeps the command waiting."""
    mine, its = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "hcl_scanner", "scan", "-", *options],
        cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=its, env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    time.sleep(seconds)
    process.communicate(b'{"steps": []}', timeout=30)
    os.close(its)
    try:
        return os.read(mine, 1000)
    except OSError:  # nothing was ever written, and the other end is closed
        return b""
    finally:
        os.close(mine)


def test_it_appears_after_a_while_and_is_gone_at_the_end(tmp_path: Path) -> None:
    assert waited(tmp_path, 2) == "\r\x1b[Kreading - …\r\x1b[K".encode()


def test_quiet_shows_none(tmp_path: Path) -> None:
    assert waited(tmp_path, 2, "--quiet") == b""
