"""What only a person at a terminal sees: progress and colours."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .command import ROOT, WRONG, write

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
    return everything(mine, its)


def everything(mine: int, its: int) -> bytes:
    """All that was written to a terminal; a mark of our own ends it, since reading from a silent one would wait."""
    os.write(its, b"END")
    seen = b""
    while not seen.endswith(b"END"):
        seen += os.read(mine, 10_000)
    os.close(its)
    os.close(mine)
    return seen.removesuffix(b"END")


def test_it_appears_after_a_while_and_is_gone_at_the_end(tmp_path: Path) -> None:
    assert waited(tmp_path, 2) == "\r\x1b[Kreading - …\r\x1b[K".encode()


def test_quiet_shows_none(tmp_path: Path) -> None:
    assert waited(tmp_path, 2, "--quiet") == b""


def shown(tmp_path: Path, **environment: str) -> bytes:
    """What a terminal on standard output shows."""
    mine, its = pty.openpty()
    given = {"PYTHONPATH": str(ROOT), "TERM": "xterm", **environment}
    subprocess.run([sys.executable, "-m", "hcl_scanner", "scan"], check=False, cwd=tmp_path, stdout=its, env=given)
    return everything(mine, its)


def test_a_terminal_has_colours_unless_it_asks_for_none(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    assert b"\x1b[1;31merror" in shown(tmp_path)
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        plain = shown(tmp_path, **environment)
        assert b"error LBG101" in plain and b"\x1b" not in plain
