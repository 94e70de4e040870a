"""The comment of a pull request: as a CommonMark parser reads it, within GitHub's limit, with every hostile name as text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given

from hcl_scanner.reporters import Style, markdown
from hcl_scanner.reporters.visible import visible
from policies.report import Report

from ..cli.command import RIGHT, ROOT, WRONG, lbgate, write
from ..needs import absent
from .hostile import HARMLESS, HOSTILE, NAMES, hostile_report
from .story import shop, story

try:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
except ImportError:
    absent("markdown-it-py", "markdown-it-py is not installed")

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
BREAK = "<!-- -->"
ALL = "".join(HOSTILE)


def comment(report: Report, *, quiet: bool = False) -> list[Token]:
    text = markdown.render(report, Style(quiet=quiet))
    assert len(text) < markdown.LARGEST
    return PARSER.parse(text)


def structure(tokens: list[Token]) -> Iterator[str]:
    """The kinds of all blocks, and of what stands in a line but text and code."""
    for token in tokens:
        if token.type == "html_block":
            yield re.sub(r">[^<]*<", "><", token.content)
        else:
            yield (
                f"{token.type} {token.info} {len(token.content.splitlines())}" if token.type == "fence" else token.type
            )
        for inline in token.children or ():
            if inline.type not in ("text", "text_special", "code_inline", "html_inline"):
                yield f"{inline.type} {inline.attrGet('href') or ''}"
            if inline.type == "html_inline":
                assert inline.content in (BREAK, "<br>", "<code>", "</code>")


def text_of(token: Token) -> str:
    """What a reader sees of a line."""
    shown = {"html_inline": lambda one: "\n" if one.content == "<br>" else ""}
    return "".join(shown.get(one.type, lambda one: one.content)(one) for one in token.children or ())


@given(NAMES)
@example(ALL)
def test_a_hostile_name_is_text(name: str) -> None:
    tokens = comment(hostile_report(name))
    assert list(structure(tokens)) == list(structure(comment(hostile_report(HARMLESS))))
    rows = [token for token in tokens if token.type == "inline"]
    seen = visible(name)
    if len(seen) <= 100 and seen.strip() == seen:
        assert any(f"{seen} of {seen}" in text_of(token) for token in rows)
    for token in tokens:
        assert all(line.isprintable() for line in token.content.split("\n"))
    for match in re.finditer(
        r"<summary>[^<]*(?:<code>(.*)</code>)?</summary>", markdown.render(hostile_report(name), Style())
    ):
        assert match[1] is None or html.unescape(match[1])[:200] == seen[:200]


@given(NAMES)
@example(ALL)
def test_nobody_is_mentioned_and_nothing_is_linked(name: str) -> None:
    """Forges look for these in the text that is left: in one piece of it, and outside code."""
    for token in comment(hostile_report(name)):
        inside_code = False
        for one in token.children or ():
            if one.type == "html_inline" and one.content in ("<code>", "</code>"):
                inside_code = one.content == "<code>"
            if one.type == "text" and not inside_code:
                assert not re.search(r"[@#]\w|://|www\.", one.content, re.IGNORECASE)


def test_a_comment_of_many_findings_keeps_within_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop(tmp_path))
    report = story()
    one = report.findings[1]
    many = tuple(
        replace(
            one, fingerprint=f"{n:016x}", location=replace(one.location, address=f"aws_lb.x{n}", label=f"aws_lb.x{n}")
        )
        for n in range(2_000)
    )
    text = markdown.render(replace(report, findings=many), Style())
    assert 50_000 < len(text) < 65_536
    assert text.startswith("<!-- lbgate -->\n## lbgate: 2000 errors, 1 place that cannot be read\n")
    assert re.search(r"\n\d+ findings more: there is no room here, the report in another format has all\.\n", text)
    assert re.search(r"\n\d+ explanations more: there is no room here", text)
    assert "4 listeners: 3 judged" in text.splitlines()[-1]


@pytest.mark.parametrize("letter", ["x", "|", "`", "@", "\0", "*"])
def test_names_without_end_keep_within_the_limit(letter: str) -> None:
    assert len(markdown.render(hostile_report(letter * 70_000), Style())) < 65_536
    report = hostile_report(letter * 2_000)
    many = tuple(replace(one, fingerprint=str(n), message=str(n)) for n in range(50) for one in report.findings)
    assert len(markdown.render(replace(report, findings=many), Style())) < 65_536


def test_a_plan_tells_what_it_changes() -> None:
    plans = [f"fixtures/{case}/plan.json" for case in ("aws/nlb_tcp_udp", "baiducloud/tcp_to_http_port")]
    out = lbgate("scan", *plans, "--format", "markdown", cwd=ROOT).out
    table = out[out.index("| Change |") :].split("\n\n")[0].splitlines()
    assert table[2:] == [
        "| created | `TCP listener baiducloud_appblb_listener.front → HTTP group baiducloud_appblb_server_group.servers:8080"
        " → HTTP check` | **backend-mismatch** |",
        "| created | `TCP_UDP listener aws_lb_listener.dns → TCP_UDP group aws_lb_target_group.resolver → TCP check` | ok |",
    ]


def test_nothing_wrong_is_said_in_few_lines(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": RIGHT})
    done = lbgate("scan", "--format", "markdown", cwd=tmp_path)
    assert done.out == "<!-- lbgate -->\n## lbgate: nothing wrong\n\n1 listener: 1 judged; 1 route: 1 ok\n"


def test_the_page_of_the_job_gets_the_comment_beside_the_annotations(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": WRONG, "summary.md": "# Before\n"})
    expected = lbgate("scan", "--format", "markdown", cwd=tmp_path).out
    asked = {"cwd": tmp_path, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    plain, done = (lbgate("scan", "--format", name, **asked) for name in ("text", "github"))
    assert (plain.code, done.code, done.err) == (1, 1, "") and done.out.startswith("::error ")
    assert (tmp_path / "summary.md").read_text() == f"# Before\n{expected}"


def test_a_page_that_cannot_be_written_changes_no_exit_code(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": RIGHT})
    done = lbgate("scan", "--format", "github", cwd=tmp_path, GITHUB_STEP_SUMMARY=str(tmp_path))
    assert (done.code, done.err) == (0, "lbgate: GITHUB_STEP_SUMMARY: the report cannot be written (Is a directory)\n")
