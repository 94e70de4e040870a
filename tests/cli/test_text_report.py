"""The text report as a person reads it: whole reports on fixtures, 80 columns, secrets kept, hostile names tamed.

``UPDATE_GOLDEN=1`` writes the expected files anew.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcl_scanner.documents import read_documents
from hcl_scanner.reporters import Style, table, text
from hcl_scanner.reporters.visible import visible
from hcl_scanner.source import Options
from policies.evaluate import evaluate
from policies.graph import Place, Problem, Unread
from policies.model import Spot
from policies.posture import Posture
from policies.report import Finding, Hint, Ledger, ListenerEntry, PartEntry, Report, RouteEntry
from policies.settings import Settings
from policies.words import Kind, Level, Role, Verdict

from .command import RIGHT, ROOT, UNREAD, WRONG, lbgate, write

GOLDEN = Path(__file__).parent / "golden"
BAIDU, AWS = "fixtures/baiducloud", "fixtures/aws"
REPORTS = {
    "one_wrong": [f"{BAIDU}/tcp_to_http_port"],
    "undecided": [f"{BAIDU}/check_unknown"],
    "several_folders": [f"{BAIDU}/{name}" for name in ("certificate_on_tcp", "classic_https_on_80", "port_of_no_entry", "appblb_tcp")],
    "wrong_through_module": [f"{BAIDU}/wrong_through_module"],
    "aws": [f"{AWS}/{name}" for name in ("http_to_https_group", "gateway_balancer", "redirect_only", "nlb_tcp_udp")],
    "preview": [f"{BAIDU}/tcp_to_http_port/preview.json"],
    "plan": [f"{BAIDU}/tcp_to_http_port/plan.json"],
    "unreadable": ["missing", f"{BAIDU}/appblb_tcp"],
}  # fmt: skip


def report_of(paths: list[str], **settings: object) -> Report:
    found = read_documents(paths, Options(cache=False))
    return evaluate(found.graphs, Settings(**settings), files=found.files, problems=found.problems)  # type: ignore[arg-type]


def agrees(name: str, found: str) -> None:
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_reads_as_agreed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = report_of(REPORTS[name])
    agrees(name, text.render(report, Style()))
    agrees(f"{name}.routes", table.render(report, Style()))


def test_colours_change_nothing_but_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = report_of([*REPORTS["several_folders"], *REPORTS["one_wrong"]])
    coloured = text.render(report, Style(colour=True))
    for painted in (
        "1;31merror",
        "1;33mwarning",
        "1;31m^^^^^",
        f"1m{BAIDU}/tcp_to_http_port/main.tf",
        "1m1 error, 3 warnings",
    ):
        assert f"\x1b[{painted}" in coloured
    assert re.sub(r"\x1b\[[0-9;]+m", "", coloured) == text.render(report, Style())


def test_quiet_is_the_findings_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = report_of(REPORTS["one_wrong"])
    quiet, full = (text.render(report, Style(quiet=quiet)) for quiet in (True, False))
    assert full == f"{quiet}1 error\n1 listener: 1 judged; 1 route: 1 wrong\n"


def test_lines_keep_to_80_columns_but_for_the_route_and_long_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for paths in REPORTS.values():
        for line in text.render(report_of(paths), Style()).splitlines():
            assert len(line) <= 80 or " → " in line or " " not in line.strip(), line


def test_every_golden_file_has_its_report() -> None:
    names = {*REPORTS, *(f"{name}.routes" for name in REPORTS)}
    assert {file.stem for file in GOLDEN.iterdir()} == names


def test_only_the_attribute_is_quoted_and_only_where_it_is_harmless(tmp_path: Path) -> None:
    secret = 'protocol = "${var.tls ? "HTTPS" : lookup({ x = "hunter2!" }, "x")}" # hunter3'
    write(tmp_path, {"main.tf": (WRONG + 'variable "tls" {}\n').replace('protocol      = "TCP"', secret)})
    for level in ("error", "warning"):
        done = lbgate("scan", "--level", f"LBG401={level}", cwd=tmp_path)
        assert "hunter2" not in done.out + done.err and "hunter3" not in done.out + done.err
    assert "main.tf:13: " in done.out


def test_the_rest_of_the_line_is_not_quoted(tmp_path: Path) -> None:
    line = 'port_list { port = 8080, type = "HTTP", token = "hunter2" }'
    source = WRONG.replace('type         = "HTTP"', '/* hunter2 */ type = "HTTP" # hunter2')
    write(tmp_path, {"main.tf": source, "unused": line})
    out = lbgate("scan", cwd=tmp_path).out
    assert '5 | type = "HTTP"\n' in out and "hunter2" not in out


@pytest.mark.parametrize(
    ("span", "quoted"),
    [
        ('protocol = "HTTP"', True),
        ('"protocol": "HTTP"', False),
        ("port = 443", True),
        ("protocol = var.protocol", True),
        ('arn = aws_lb_target_group.x["a-b"].arn', True),
        ("arn = module.web[0].arn", True),
        ("health_check", True),
        ('resource "aws_lb" "web"', True),
        ('certificate_arn = "arn:aws:acm:eu-central-1:1:certificate/2"', False),
        ('protocol = upper("http")', False),
        ('protocol = "a very secret text"', False),
        (f'protocol = "{"A" * 30}"', False),
        (f"protocol = var.{'a' * 60}", False),
        ('protocol = "HTTP" # comment', False),
        ("protocol = <<EOT\nHTTP\nEOT", False),
    ],
)
def test_what_is_quoted(span: str, quoted: bool) -> None:
    finding = _finding("x", Place("main.tf", 3, 5, span))
    lines = text.render(replace(_report("x"), findings=(finding,)), Style()).splitlines()
    assert [line for line in lines if line.startswith("      3 | ")] == ([f"      3 | {span}"] if quoted else [])
    assert any("^" * len(span) in line for line in lines) == quoted


def _spot(name: str, place: Place) -> Spot:
    return Spot(name, name, place, name, name)


def _finding(name: str, place: Place) -> Finding:
    spot = _spot(name, place)
    return Finding(
        "LBG101",
        "backend-mismatch",
        Level.ERROR,
        Kind.REFUSED,
        name,
        spot,
        "f",
        name,
        name,
        ("r",),
        (),
        (Hint(name),),
        name,
    )


def _report(name: str) -> Report:
    """A report that has the same name in every place where a name can be."""
    place = Place(name, 1, 1, name)
    spot = _spot(name, place)
    part = PartEntry(Role.BACKEND, "group", name, spot, (name,), (), candidates=(name,))
    route = RouteEntry("r", name, name, None, Verdict.OK, None, None, Posture("tls", None), part, part, part, (spot,))
    entries = [
        ListenerEntry(name, name, None, None, status, name, spot) for status in ("unlinked", "not_covered", "no_route")
    ]
    unread, problem = Unread(name, name, name, name, 1), Problem(name, name, 1, 1)
    ledger = Ledger(files=1, listeners=1)
    return Report("1", "vendor", ledger, tuple(entries), (route,), (_finding(name, place),), (unread,), (problem,))


HOSTILE = ["\n", "\r", "\x1b[31m", "\x9b31m", "\u202e", "\u2066", "\u200b", "\u2028", "\x85", "\0", "\t", "\ud800", "\U000e0041", "::error::", " ::", "##[", "\xa0", "|", "→"]  # fmt: skip
NAMES = st.lists(st.one_of(st.characters(), st.sampled_from(HOSTILE)), min_size=1, max_size=12).map("".join)


@given(NAMES)
def test_a_hostile_name_never_breaks_out(name: str) -> None:
    report = _report(name)
    for rendered in (
        text.render(report, Style()),
        text.render(report, Style(quiet=True)),
        table.render(report, Style()),
    ):
        for line in rendered.removesuffix("\n").split("\n"):
            assert line.isprintable()
            assert not line.strip().startswith("::") and "##[" not in line


@given(NAMES)
def test_a_tamed_name_takes_one_line_and_stays_as_it_is(name: str) -> None:
    tamed = visible(name)
    assert tamed.isprintable() and visible(tamed) == tamed


@given(st.text(st.characters(categories=("L", "N", "P")), max_size=12).map("x{}".format))
def test_an_ordinary_name_is_left_alone(name: str) -> None:
    assert visible(name) == name or "##[" in name


def test_hostile_names_from_real_source(tmp_path: Path) -> None:
    name = "a\u202e\\u001b[31m"
    source = WRONG.replace('"app" {', f'"app" {{\n  for_each = toset(["{name}"])').replace(
        "server_group.app.id", f'server_group.app["{name}"].id'
    )
    write(tmp_path, {"\x1b[31m\nmain.tf": source})
    done = lbgate("scan", cwd=tmp_path)
    assert done.code == 1 and "LBG101" in done.out
    assert all(line.isprintable() for line in done.out.split("\n"))
    assert "\\u001b[31m\\u000amain.tf" in done.out and "a\\u202e" in done.out


def test_an_unread_module_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": UNREAD})
    done = lbgate("scan", cwd=tmp_path)
    assert done.out == (
        "Not read, since terraform-aws-modules/vpc/aws is not installed (run `terraform\n"
        "  init`): main.tf:20: module.vpc\n\n"
        "1 listener: 1 judged; 1 route: 1 ok; 1 not read\n"
    )


def test_nothing_wrong_is_one_line(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": RIGHT})
    assert lbgate("scan", cwd=tmp_path).out == "1 listener: 1 judged; 1 route: 1 ok\n"
