"""Reports as the command writes them: many from one run, files named from the repository's root, exit codes as ever."""

from __future__ import annotations

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hcl_scanner.reporters import FORMATS

from ..cli.command import RIGHT, ROOT, WRONG, lbgate, write


def test_one_run_writes_many_reports(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    asked = [part for name in FORMATS for part in ("--format", name, "--output", f"report.{name}")]
    done = lbgate("scan", *asked, cwd=tmp_path)
    assert (done.code, done.out, done.err) == (1, "", "")
    for name in FORMATS:
        alone = lbgate("scan", "--format", name, cwd=tmp_path)
        assert (alone.code, alone.out.encode()) == (1, (tmp_path / f"report.{name}").read_bytes())


@pytest.mark.parametrize("name", FORMATS)
def test_the_exit_code_does_not_hang_on_the_format(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"right/main.tf": RIGHT, "wrong/main.tf": WRONG})
    codes = [
        lbgate("scan", *paths, "--format", name, cwd=tmp_path).code for paths in (["right"], ["wrong"], ["right", "x"])
    ]
    assert codes == [0, 1, 3]


def test_forges_get_files_from_the_root_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path, {"shop/.git/HEAD": "", "shop/infra/live/main.tf": WRONG})
    for cwd, path in (("shop/infra", "live"), ("shop/infra/live", "."), (".", "shop/infra")):
        github = lbgate("scan", path, "--format", "github", cwd=tmp_path / cwd)
        gitlab = lbgate("scan", path, "--format", "gitlab", cwd=tmp_path / cwd)
        assert github.out.startswith("::error file=infra/live/main.tf,line=5,")
        assert [issue["location"]["path"] for issue in json.loads(gitlab.out)] == ["infra/live/main.tf"]


def test_what_a_plan_says_stands_in_the_plan(tmp_path: Path) -> None:
    plan = (ROOT / "fixtures/baiducloud/tcp_to_http_port/plan.json").read_bytes()
    write(tmp_path, {"plans/shop.json": plan})
    for path, shown in (("plans/shop.json", "plans/shop.json"), ("-", "-")):
        done = lbgate("scan", path, "--format", "gitlab", cwd=tmp_path, stdin=plan)
        assert [issue["location"] for issue in json.loads(done.out)] == [{"path": shown, "lines": {"begin": 1}}]


def test_quiet_leaves_the_findings_alone(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    done = lbgate("scan", "--quiet", "--format", "github", cwd=tmp_path)
    assert done.out.startswith("::error ") and done.out.count("\n") == 1


def test_unreadable_input_is_an_error_of_junit(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": RIGHT})
    done = lbgate("scan", ".", "missing", "--format", "junit", cwd=tmp_path)
    top = ElementTree.fromstring(done.out)
    assert done.code == 3 and (top.get("tests"), top.get("errors"), top.get("failures")) == ("2", "1", "0")
    (case,) = [case for case in top.iter("testcase") if case.find("error") is not None]
    assert case.get("name") == "missing"


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_whose_name_is_no_text_is_told(name: str, tmp_path: Path) -> None:
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/sh\xffop")
    try:
        write(Path(folder), {"main.tf": WRONG})
    except OSError:
        pytest.skip("this file system has names of text only")
    done = lbgate("scan", ".", "miss\udcffing", "--format", name, cwd=tmp_path)
    assert done.code == 3 and "sh" in done.out and done.err == ""
