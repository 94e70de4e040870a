"""The page: loads nothing, lets nothing run but its own script, and holds all that the report says."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcl_scanner.reporters import Style, html_report
from hcl_scanner.reporters.visible import visible

from ..cli.command import ROOT, WRONG, lbgate, write
from ..cli.test_text_report import NAMES, REPORTS, _report, report_of


class Tags(HTMLParser):
    """The tags of a page with their attributes, and what its script and style blocks hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.held: dict[str, str] = {}
        self.block = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))
        self.block = (dict(attrs).get("id") or tag) if tag in ("style", "script") else ""

    def handle_endtag(self, tag: str) -> None:
        self.block = ""

    def handle_data(self, data: str) -> None:
        if self.block:
            self.held[self.block] = self.held.get(self.block, "") + data

    @property
    def policy(self) -> str:
        found = (dict(attrs) for tag, attrs in self.tags if tag == "meta")
        return next(one["content"] or "" for one in found if one.get("http-equiv") == "Content-Security-Policy")


def data_of(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Tags(page).held["data"])
    return found


def test_the_policy_lets_nothing_in_but_the_style_and_the_script_of_the_page() -> None:
    page = Tags(html_report.render(_report("x"), Style()))
    hashes = {
        name: base64.b64encode(hashlib.sha256(page.held[name].encode()).digest()).decode()
        for name in ("style", "script")
    }
    assert page.policy == (
        f"default-src 'none'; script-src 'sha256-{hashes['script']}'; style-src 'sha256-{hashes['style']}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_the_page_names_no_other_file() -> None:
    page = html_report.render(_report("x"), Style())
    loading = {"src", "href", "srcset", "action", "style", "data", "poster", "background"}
    assert [attrs for _, attrs in Tags(page).tags if loading & dict(attrs).keys()] == []
    assert not re.search(r"\burl\(|@import|innerHTML|insertAdjacentHTML|document\.write|\beval\b", page)


def test_what_the_text_report_leaves_out_under_quiet_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = report_of(["missing", *REPORTS["aws"], *REPORTS["one_wrong"]])
    quiet, full = (data_of(html_report.render(report, Style(quiet=each))) for each in (True, False))
    lists = ("parts", "routes", "findings", "listeners", "notes")
    assert [quiet[name]["count"] for name in lists] == [3, 1, 1, 0, 0] and "ledger" not in quiet
    assert [full[name]["count"] for name in lists] == [14, 5, 1, 2, 1] and full["ledger"]["routes"] == 5


HARMLESS = Tags(html_report.render(_report("x"), Style()))
MARKUP = ["</script>", "<script>", "<!--", "-->", "]]>", '"><img src=x onerror=alert(1)>', "&lt;", "&#60;", "$data", "${data}", "`", "'", "javascript:alert(1)"]  # fmt: skip


@given(st.lists(st.one_of(NAMES, st.sampled_from(MARKUP)), min_size=1, max_size=4).map("".join))
def test_a_hostile_name_adds_no_tag_and_no_attribute(name: str) -> None:
    page = html_report.render(_report(name), Style())
    assert Tags(page).tags == HARMLESS.tags
    assert Tags(page).policy == HARMLESS.policy
    assert all(line.isprintable() for line in page.split("\n"))
    assert set(data_of(page)["parts"]["columns"]["name"]["of"]) == {visible(name)}


def test_the_command_writes_the_page_beside_another_report(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG})
    done = lbgate(
        "scan", "--format", "text", "--format", "html", "--output", "a.txt", "--output", "a.html", cwd=tmp_path
    )
    assert (done.code, done.out, done.err) == (1, "", "")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "<h1>1 error</h1>" in page and "1 listener: 1 judged; 1 route: 1 wrong" in page
