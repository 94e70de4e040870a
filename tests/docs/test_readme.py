"""What README.md shows is what lbgate prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from policies.matrix import BASE, Mark

from ..cli.command import lbgate

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def block(title: str) -> str:
    found = re.search(rf"<!-- {title} -->\n```\w*\n(.*?)```", TEXT, re.DOTALL)
    assert found, title
    return found[1]


def test_the_first_example_prints_what_is_shown(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(block("the deployment"), encoding="utf-8")
    done = lbgate("scan", cwd=tmp_path)
    assert (done.out, done.err, done.code) == (block("the answer"), "", 1)


def test_the_patch_is_what_is_shown() -> None:
    done = lbgate("fix", "--diff", "fixtures/aws/tcp_check_on_http_group", cwd=ROOT)
    assert (done.out, done.code) == (block("the patch"), 0)


def test_the_table_is_the_base_matrix() -> None:
    rows = re.search(r"<!-- the matrix -->\n.*?\n.*?\n((?:\|.*\n)+)", TEXT)
    assert rows
    expected = [f"| {row.listener} | {row.backend} | {_checks(dict(row.checks))} |" for row in BASE.rows]
    assert rows[1].splitlines() == expected


def _checks(checks: dict[str, Mark]) -> str:
    true = ", ".join(word for word, mark in checks.items() if mark is Mark.OK)
    blind = [word for word, mark in checks.items() if mark is Mark.INEFFECTIVE]
    return "; ".join([true, *(f"{word} is accepted but says nothing" for word in blind)])


COMMANDS = re.findall(r"^lbgate ((?:matrix|explain|routes)[^#\n]*)", TEXT, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_that_are_shown_are_known(command: str, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(block("the deployment"), encoding="utf-8")
    done = lbgate(*shlex.split(command), cwd=tmp_path)
    assert done.code in (0, 1) and done.out and not done.err


def test_the_settings_that_are_shown_are_known(tmp_path: Path) -> None:
    settings = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert settings
    (tmp_path / "main.tf").write_text(block("the deployment"), encoding="utf-8")
    (tmp_path / "lbgate.toml").write_text(settings[1], encoding="utf-8")
    for name in re.findall(r"\w+\.tfvars", settings[1]):
        (tmp_path / name).touch()
    assert lbgate("scan", cwd=tmp_path).code == 1
