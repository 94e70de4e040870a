"""Whoever allows a finding, every report says so: who, where, until when and why."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from hcl_scanner.reporters import FORMATS

from .command import WRONG, lbgate, write

WHERE = {
    "ignore": ("ignore in lbgate.toml:1 until 2999-12-31", "the agents go"),
    "comment": ("comment in main.tf:5 until 2999-12-31", "the agents go"),
    "baseline": ("baseline in b.json", ""),
}


def allowing(folder: Path, by: str) -> list[str]:
    """A folder where the only finding is allowed in one way; the arguments that a scan needs for that."""
    files = {"main.tf": WRONG}
    if by == "ignore":
        files["lbgate.toml"] = '[[ignore]]\nrule = "LBG101"\npath = "*"\nuntil = 2999-12-31\nreason = "the agents go"\n'
    if by == "comment":
        comment = '# lbgate:ignore LBG101 until=2999-12-31 reason="the agents go"'
        files["main.tf"] = WRONG.replace('type         = "HTTP"', f'type = "HTTP" {comment}')
    write(folder, files)
    if by == "baseline":
        assert lbgate("scan", "--baseline", "b.json", "--update-baseline", cwd=folder).code == 0
        return ["--baseline", "b.json"]
    return []


@pytest.mark.parametrize("by", WHERE)
def test_every_report_says_who_allows_a_finding(tmp_path: Path, by: str) -> None:
    arguments = allowing(tmp_path, by)
    for name in FORMATS:
        arguments += ["--format", name, "--output", f"report.{name}"]
    assert lbgate("scan", *arguments, cwd=tmp_path).code == 0
    place, reason = WHERE[by]
    for name in set(FORMATS) - {"json"}:
        text = (tmp_path / f"report.{name}").read_text(encoding="utf-8")
        words = re.sub(r"\s+", " ", unescape(text).replace("\\", ""))
        assert f"Suppressed by {place}" in words and reason in words, name
    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert told["ledger"]["suppressed"] == 1 and told["ledger"]["violations"] == 1
    suppressed = told["findings"][0]["suppressed"]
    until = None if by == "baseline" else "2999-12-31"
    assert (suppressed["by"], suppressed["until"], suppressed["reason"]) == (by, until, reason or None)
    assert suppressed["file"] in place and isinstance(suppressed["line"], int)


@pytest.mark.parametrize(("by", "kind"), [("ignore", "external"), ("comment", "inSource"), ("baseline", "external")])
def test_sarif_tells_comments_from_others(tmp_path: Path, by: str, kind: str) -> None:
    report = json.loads(lbgate("scan", *allowing(tmp_path, by), "--format", "sarif", cwd=tmp_path).out)
    (suppression,) = report["runs"][0]["results"][0]["suppressions"]
    region = suppression["location"]["physicalLocation"]
    assert suppression["kind"] == kind
    assert region["artifactLocation"]["uri"] in WHERE[by][0] and region["region"]["startLine"] > 0
