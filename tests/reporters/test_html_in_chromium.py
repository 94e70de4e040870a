"""The page in a real browser: what people see, click and type, and that the browser has nothing to complain of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hcl_scanner.reporters import Style, html_report, text
from hcl_scanner.reporters.visible import visible
from policies.report import Report

from ..chromium import Page, chromium, missing
from ..cli.command import ROOT
from ..cli.test_text_report import AWS, BAIDU, HOSTILE, REPORTS, _report, report_of
from ..needs import absent
from .test_html import MARKUP

ARROW_LEFT, ARROW_RIGHT, ENTER, TAB, ESCAPE = "\ue012", "\ue014", "\ue007", "\ue004", "\ue00c"
MIXED = [
    f"{AWS}/{name}" for name in ("alb_aliases", "https_check_on_http_group", "rule_to_wrong_group", "redirect_only")
]
MIXED += [f"{BAIDU}/{name}" for name in ("tcp_to_http_port", "check_unknown", "port_of_no_entry")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    if reason := missing():
        absent("chromium", reason)
    with chromium() as page:
        yield page


@pytest.fixture
def page(browser: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """The report of several cases, opened; afterwards nothing must have been complained of."""
    monkeypatch.chdir(ROOT)
    show(browser, report_of(MIXED), tmp_path)
    yield browser
    assert browser.console() == []


def show(browser: Page, report: Report, folder: Path) -> None:
    file = folder / "report.html"
    file.write_text(html_report.render(report, Style()), encoding="utf-8")
    browser.prefer("light")
    browser.open(file)


def counts(page: Page) -> list[str]:
    """What the tabs say: ``Findings 5``."""
    found: list[str] = page.run("return [...document.querySelectorAll('.tab')].map((tab) => tab.innerText)")
    return found


def test_it_opens_on_the_findings(page: Page) -> None:
    assert page.text("h1") == "3 errors, 2 warnings"
    assert page.text("#ledger").startswith("8 listeners: ")
    assert counts(page) == ["Findings 5", "Routes 8", "Other listeners 3"]
    assert "LBG103 check-ineffective" in page.text("#findings")
    assert page.run("return document.querySelector('#routes').checkVisibility()") is False


def test_a_click_on_a_tab_shows_its_part(page: Page) -> None:
    page.click("#tab-routes")
    assert page.run("return document.querySelectorAll('#routes .row').length") == 8
    assert page.run("return document.querySelector('#findings').checkVisibility()") is False
    first = page.text("#routes .row").split()
    assert first[0] == "✓ok" and "aws_alb_listener.https" in first


def test_a_part_begins_at_its_top_however_far_down_the_last_one_was_read(page: Page) -> None:
    page.run("scrollTo(0, document.body.scrollHeight)")
    page.click("#tab-routes")
    below = "return document.querySelector('#routes .row').getBoundingClientRect().top - document.getElementById('tools').getBoundingClientRect().bottom"
    assert page.run("return scrollY") > 0 and 0 <= page.run(below) < 60


def test_search_and_filters_narrow_every_part_at_once(page: Page) -> None:
    page.type("#search", "baiducloud tcp_to")
    assert counts(page) == ["Findings 1 of 5", "Routes 1 of 8", "Other listeners 0 of 3"]
    page.click("button[type=reset]")
    page.run("document.querySelector('[name=rule]').focus()")
    page.type("[name=rule]", "LBG103")
    assert counts(page) == ["Findings 1 of 5", "Routes 1 of 8", "Other listeners 0 of 3"]


def test_a_filter_lists_every_value_with_its_count(page: Page) -> None:
    script = "return [...document.querySelectorAll('[name=verdict] option')].map((one) => one.text)"
    assert page.run(script) == [
        "any", "backend-mismatch (2)", "check-ineffective (1)", "ok (4)", "undecided (1)", "wrong (all) (3)",
    ]  # fmt: skip


def test_a_route_opens_its_finding(page: Page) -> None:
    page.click("#tab-routes")
    page.click("#routes .opens")
    assert page.run("return document.querySelector('#routes .opens').getAttribute('aria-expanded')") == "true"
    assert "lbgate explain LBG" in page.text("#routes .opened")
    page.click("#routes .opens")
    assert page.text("#routes .opened") == ""


def test_it_works_by_keyboard_alone(page: Page) -> None:
    page.press("/")
    assert page.focused() == "search"
    page.press(*"LBG101")
    assert counts(page)[0] == "Findings 2 of 5"
    page.run("document.getElementById('tab-findings').focus()")
    page.press(ARROW_RIGHT)
    assert page.focused() == "tab-routes" and page.run("return document.querySelectorAll('#routes .row').length") == 2
    page.press(ARROW_LEFT, ARROW_LEFT)
    assert page.focused() == "tab-listeners"
    page.press(ARROW_RIGHT, ARROW_RIGHT, TAB, ENTER)
    assert page.run("return document.activeElement.getAttribute('aria-expanded')") == "true"


def test_what_is_operated_has_a_name_for_screen_readers(page: Page) -> None:
    nameless = """
      return [...document.querySelectorAll('button, input, select, [role=tabpanel], [role=tablist], [role=search]')]
        .filter((one) => one.checkVisibility() && !(one.innerText || one.labels?.length || one.ariaLabel || one.getAttribute('aria-labelledby')))
        .map((one) => one.outerHTML)"""
    assert page.run(nameless) == []


def test_rows_are_drawn_as_they_are_needed_and_all_of_them_to_print(browser: Page, tmp_path: Path) -> None:
    report = _report("x")
    many = tuple(replace(report.routes[0], id=str(number)) for number in range(500))
    show(browser, replace(report, routes=many), tmp_path)
    browser.click("#tab-routes")
    drawn = "return document.querySelectorAll('#routes .row').length"
    assert counts(browser)[1] == "Routes 500" and browser.run(drawn) < 200
    assert browser.text("#routes .more").startswith("Show more: ")
    browser.run("document.querySelector('#routes .more').click()")  # to the mouse it moves away as it comes into view
    assert 100 < browser.run(drawn) < 500
    browser.put_on_paper()
    assert browser.run(drawn) == 500 and browser.console() == []


@pytest.mark.parametrize("name", REPORTS)
def test_it_says_no_less_than_the_text_report(
    name: str, browser: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    report = report_of(REPORTS[name])
    show(browser, report, tmp_path)
    browser.put_on_paper()
    lines = text.render(report, Style()).splitlines()
    told = [line for line in lines if line not in {one.location.place.file or one.root for one in report.findings}]
    assert Counter(words(" ".join(told))) - Counter(words(browser.text())) == Counter()
    assert browser.console() == []


def words(shown: str) -> list[str]:
    """The words of a report, without the marks, numbers and captions that only lay it out."""
    bare = (word.strip("(),;:.`").lower() for word in re.split(r"[\s→|^]+", shown))
    return [word for word in bare if word not in ("", "or", "hint") and not word.isdigit()]


@pytest.mark.parametrize(
    "intruder",
    [
        "const it = document.createElement('script'); it.textContent = 'window.entered = true'",
        "const it = document.createElement('div'); it.setAttribute('onclick', 'window.entered = true'); setTimeout(() => it.click())",
        "const it = document.createElement('img'); it.src = 'https://example.invalid/x.png'; it.onload = () => { window.entered = true }",
        "const it = document.createElement('style'); it.textContent = 'body { display: none }'",
    ],
)
def test_nothing_else_could_run_or_load(intruder: str, browser: Page, tmp_path: Path) -> None:
    show(browser, _report("x"), tmp_path)
    browser.run(f"{intruder}; document.body.append(it)")
    assert browser.run("return new Promise((done) => setTimeout(() => done(window.entered ?? null), 50))") is None
    (complaint,) = browser.console()
    assert "Content Security Policy" in complaint


@pytest.mark.parametrize("name", ["".join(MARKUP), "".join(HOSTILE), *MARKUP])
def test_a_hostile_name_stays_a_name(name: str, browser: Page, tmp_path: Path) -> None:
    show(browser, _report(name), tmp_path)
    browser.put_on_paper()
    assert browser.console() == []
    assert browser.run("return document.querySelectorAll('img, script, iframe, object, link, a').length") == 2
    shown = browser.run("return document.querySelector('.finding .message').textContent")
    assert shown.removesuffix(".").lower() == visible(name).lower()
