"""What a path stands for, and how reports name it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from hcl_scanner.documents import read_documents
from hcl_scanner.json_documents import Plan, read_document
from hcl_scanner.source import Options, read_folder
from policies.providers import TYPES

from .command import RIGHT, ROOT, UNDECIDED, WRONG, lbgate, write

PREVIEW = ROOT / "fixtures" / "aws" / "alb_https_to_http" / "preview.json"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def roots(*paths: str, **options: object) -> list[str]:
    return [graph.root for graph in read_documents(paths, Options(cache=False, **options)).graphs]  # type: ignore[arg-type]


def test_a_source_file_stands_for_its_folder(here: Path) -> None:
    write(here, {"a/main.tf": RIGHT, "a/other.tf": "", "main.tf": RIGHT})
    assert roots("a/main.tf") == ["a"]
    assert roots("a/main.tf", "a/other.tf", "a") == ["a"]
    assert roots("main.tf") == [".", "a"]


def test_a_folder_in_a_folder_is_read_once(here: Path) -> None:
    write(here, {"main.tf": RIGHT, "sub/main.tf": RIGHT})
    found = read_documents([".", "sub", "./sub/"], Options(cache=False))
    assert ([graph.root for graph in found.graphs], found.files) == ([".", "sub"], 2)


def test_what_is_left_out_by_habit_is_read_when_it_is_named(here: Path) -> None:
    write(here, {"main.tf": RIGHT, ".terraform/modules/lb/main.tf": RIGHT, "real/main.tf": RIGHT})
    assert roots(".", ".terraform/modules/lb") == [".", "real", ".terraform/modules/lb"]
    (here / "other").mkdir()
    (here / "other" / "link").symlink_to(here / "real", target_is_directory=True)
    write(here, {"other/main.tf": RIGHT})
    assert roots("other", "other/link") == ["other", "other/link"]


def test_a_document_alone_has_no_root_and_several_have_their_paths(here: Path) -> None:
    write(here, {"a/one.json": PREVIEW.read_bytes(), "two.json": PREVIEW.read_bytes(), "main.tf": RIGHT})
    assert roots("a/one.json") == [""]
    assert roots("./a/one.json", "two.json", ".") == ["a/one.json", "two.json", "."]
    absolute = str(here / "a" / "one.json")
    assert roots(absolute, "two.json") == ["a/one.json", "two.json"]


def test_a_document_comes_from_standard_input(tmp_path: Path) -> None:
    done = lbgate("scan", "-", "--format", "json", cwd=tmp_path, stdin=PREVIEW.read_bytes())
    assert (done.code, done.report["errors"], done.report["ledger"]["files"]) == (0, [], 1)


def test_json_is_read_only_when_it_is_named(here: Path) -> None:
    write(here, {"main.tf": RIGHT, "preview.json": PREVIEW.read_bytes(), "broken.json": "{"})
    found = read_documents(["."], Options(cache=False))
    assert (found.files, found.problems) == (1, ())


def test_a_document_may_begin_with_a_byte_order_mark(here: Path) -> None:
    write(here, {"one.json": b"\xef\xbb\xbf" + PREVIEW.read_bytes()})
    assert roots("one.json") == [""]


def test_a_named_pipe_is_read_like_a_file(here: Path) -> None:
    ends = os.pipe()
    os.write(ends[1], json.dumps({"steps": []}).encode())
    os.close(ends[1])
    assert roots(f"/dev/fd/{ends[0]}") == [""]


def test_paths_of_a_report_are_relative_to_the_working_directory(tmp_path: Path) -> None:
    write(tmp_path, {"infra/main.tf": WRONG, "elsewhere/x": ""})
    for cwd, path, shown in (
        (".", "infra", "infra"),
        ("elsewhere", "../infra", "../infra"),
        (".", str(tmp_path / "infra"), "infra"),
    ):
        done = lbgate("scan", path, "--format", "json", cwd=tmp_path / cwd)
        (finding,) = done.report["findings"]
        assert (finding["location"]["file"], finding["root"]) == (f"{shown}/main.tf", shown)


def test_a_plan_beside_its_source_says_where_everything_stands(here: Path) -> None:
    case = ROOT / "fixtures" / "baiducloud" / "tcp_to_http_port"
    write(here, {"plan.json": (case / "plan.json").read_bytes(), "infra/main.tf": (case / "main.tf").read_bytes()})
    bare = lbgate("scan", "plan.json", "--format", "json", cwd=here).report
    beside = lbgate("scan", "plan.json", "--source", "infra", "--format", "json", cwd=here).report
    assert [finding["location"]["file"] for finding in bare["findings"]] == [None]
    (finding,) = beside["findings"]
    assert (finding["root"], finding["location"]["file"], finding["location"]["line"]) == ("", "infra/main.tf", 23)
    assert beside["ledger"]["files"] == 2


def test_the_source_of_a_plan_is_read_with_the_variables_that_the_plan_recorded(here: Path) -> None:
    write(here, {"main.tf": UNDECIDED, "terraform.tfvars": 'protocol = "UDP"\n'})
    variables = '"variables": {"protocol": {"value": "TCP"}, "other": {"value": [1, "x"]}}'
    plan = read_document(f'{{"format_version": "1.2", "planned_values": {{}}, {variables}}}'.encode(), "plan.json")
    assert isinstance(plan, Plan)
    (graph,) = read_folder(here, TYPES, Options(recorded=plan.variables(), cache=False)).graphs
    entry = graph.resources["baiducloud_appblb_listener.web"].body.get("protocol")
    assert entry is not None and entry.value == "TCP"


def test_a_source_that_cannot_be_read_wholly_is_told_with_the_plan(here: Path) -> None:
    case = ROOT / "fixtures" / "baiducloud" / "tcp_to_http_port"
    write(
        here,
        {
            "plan.json": (case / "plan.json").read_bytes(),
            "infra/main.tf": 'resource "baiducloud_appblb_listener" "x" {',
        },
    )
    done = lbgate("scan", "plan.json", "--source", "infra", "--format", "json", cwd=here)
    assert (done.code, len(done.report["findings"]), done.report["errors"][0]["file"]) == (3, 1, "infra/main.tf")


def test_a_file_that_is_excluded_is_no_mistake_when_it_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"lbgate.toml": 'exclude = ["examples/**"]\n', "examples/main.tf": WRONG})
    done = lbgate("scan", "examples/main.tf", cwd=tmp_path)
    assert (done.code, done.out) == (0, "no load balancer in 0 files\n")


def test_a_source_without_source_is_told(here: Path) -> None:
    case = ROOT / "fixtures" / "baiducloud" / "tcp_to_http_port"
    write(here, {"plan.json": (case / "plan.json").read_bytes(), "infra/readme.md": "x"})
    done = lbgate("scan", "plan.json", "--source", "infra", "--format", "json", cwd=here)
    assert done.code == 3 and done.errors[0].startswith("infra: there is no Terraform source in this folder")
