"""docs/pulumi.md is true: its example prints what is shown."""

from __future__ import annotations

import re
from pathlib import Path

from ..cli.command import ROOT, lbgate, write

PAGE = (ROOT / "docs" / "pulumi.md").read_text(encoding="utf-8")


def shown(title: str) -> str:
    found = re.search(rf"<!-- {re.escape(title)} -->\n```\w*\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def test_the_program_prints_what_is_shown(tmp_path: Path) -> None:
    write(tmp_path, {"Pulumi.yaml": shown("Pulumi.yaml")})
    done = lbgate("scan", "Pulumi.yaml", cwd=tmp_path)
    assert (done.code, done.out) == (1, shown("lbgate scan Pulumi.yaml"))
