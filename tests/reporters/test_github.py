"""Workflow commands: what GitHub shows of them, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hcl_scanner.reporters import Style, github
from hcl_scanner.reporters.github import command
from policies.graph import Place
from policies.words import Level

from ..cli.command import BALANCER, lbgate, write
from .story import shop, story


def test_a_command_keeps_to_the_documented_escapes() -> None:
    line = command("error", Place("a,b:c.tf", 7, 3, "x = 1"), "50%", ["one", "50%: a,b"])
    assert line == "::error file=a%2Cb%3Ac.tf,line=7,endLine=7,col=3,endColumn=8,title=50%25::one%0A50%25: a,b"


def test_errors_come_first_and_what_github_does_not_show_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop(tmp_path))
    report = story()
    one = report.findings[0]
    places = [replace(one.location, called_at=Place("main.tf", n)) for n in range(1, 13)]
    errors = [replace(one, location=place) for place in places]
    notes = [replace(each, level=Level.NOTE) for each in errors[:2]]
    lines = github.render(replace(report, findings=(*notes, *errors)), Style()).splitlines()
    assert lines[0] == (
        "::notice title=lbgate::GitHub shows the first 10 annotations of each kind in a step. "
        "Here are 13 of kind error: see the log."
    )
    kinds = [line.split(" ")[0] for line in lines[1:-1]]
    assert kinds == ["::error"] * 13 + ["::warning"] + ["::notice"] * 2


def test_sets_of_variables_that_read_alike_are_one_annotation(tmp_path: Path) -> None:
    source = 'variable "protocol" {}\n' + (BALANCER % "TCP").replace('"TCP"', "var.protocol")
    files = {"main.tf": source, **{f"{name}.tfvars": 'protocol = "TCP"\n' for name in ("dev", "prod")}}
    sets = [part for name in ("dev", "prod") for part in ("--var-set", f"{name}={name}.tfvars")]
    done = lbgate("scan", *sets, "--format", "github", cwd=write(tmp_path, dict(files)))
    assert done.out.count("::error ") == 1 and "(with dev and prod)" in done.out
