"""The maps of all routes: whole golden files, every route drawn once, and the real Graphviz, Mermaid and XML parser read them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcl_scanner.reporters import ROUTE_FORMATS, Style, dot, mermaid, reporter, svg
from hcl_scanner.reporters.route_map import balancers
from hcl_scanner.reporters.visible import visible
from policies.report import Report

from ..chromium import Page, chromium, missing
from ..cli.command import RIGHT, ROOT, lbgate, write
from ..cli.test_text_report import AWS, HOSTILE, NAMES, _report, report_of
from ..needs import absent
from .story import shop, story
from .test_html import MARKUP

MAPS = Path(__file__).parent / "maps"
ENDINGS = {"mermaid": "mmd", "dot": "dot", "svg": "svg"}
SYNTAX = [
    *MARKUP,
    '"]',
    "]:::wrong",
    "%%{init: {}}%%",
    "#quot;",
    "#35;",
    "\\N",
    '\\"',
    "&amp;",
    "end",
    "|",
    "__bold__",
    "*",
    "1. x",
    "- x",
]
HOSTILE_NAMES = st.lists(st.one_of(NAMES, st.sampled_from(SYNTAX)), min_size=1, max_size=4).map("".join)


def named(name: str) -> Report:
    """A report with the same name in every place where a name can be."""
    report = _report(name)
    routes = tuple(replace(route, balancer=name) for route in report.routes)
    return replace(report, routes=routes, listeners=tuple(replace(one, balancer=name) for one in report.listeners))


@pytest.mark.parametrize("name", ENDINGS)
def test_a_map_is_drawn_as_agreed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop(tmp_path))
    found = reporter(ROUTE_FORMATS[name])(story(), Style())
    golden = MAPS / f"story.{ENDINGS[name]}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_the_documentation_shows_the_map_as_it_is_drawn() -> None:
    shown = Path(__file__).resolve().parents[2] / "docs" / "images" / "routes.svg"
    assert shown.read_text(encoding="utf-8") == (MAPS / "story.svg").read_text(encoding="utf-8")


def test_every_map_has_its_golden_file() -> None:
    assert {file.name for file in MAPS.iterdir()} == {f"story.{ending}" for ending in ENDINGS.values()}
    assert {"table", "json", *ENDINGS} == set(ROUTE_FORMATS)


@pytest.mark.parametrize("name", ENDINGS)
def test_the_command_prints_the_map(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": RIGHT})
    done = lbgate("routes", "--format", name, cwd=tmp_path)
    assert (done.code, done.err) == (0, "") and "baiducloud_appblb_server_group.app" in done.out


def test_listeners_stand_with_their_balancer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names = ("alb_aliases", "classic_several_listeners", "balancer_from_data", "redirect_only", "nested_modules")
    drawn = balancers(report_of([f"{AWS}/{name}" for name in names]))
    assert [(one.title, len(one.listeners), len(one.backends), len(one.edges)) for one in drawn] == [
        ("aws_alb.shop", 1, 2, 2),
        ("data.aws_lb.shared", 1, 1, 1),
        ("aws_elb.bastion", 3, 3, 3),
        ("module.stack.aws_lb.stack", 1, 1, 1),
        ("aws_lb.shop", 2, 1, 1),
    ]


def test_only_what_is_wrong_is_marked_as_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (one,) = balancers(report_of([f"{AWS}/https_check_on_http_group"]))
    (edge,) = one.edges
    assert [one.listeners[0].look, one.backends[0].look, one.checks[edge.end].look] == ["beside", "beside", "wrong"]
    assert (edge.verdict, edge.posture, one.listeners[0].front) == ("check-ineffective", "plain", "tls")


def test_two_hundred_routes_fit_the_limits_of_mermaid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, {"main.tf": "".join(map(shop_front, range(20)))}))
    report = report_of(["."])
    assert len(report.routes) == 200
    text = mermaid.render(report, Style())
    assert text.startswith("flowchart LR\n") and len(text) < 50_000 and text.count(" -->|") == 200
    for drawn, sign in (
        (dot.render(report, Style()), "aws_lb_target_group.shop_19_9"),
        (svg.render(report, Style()), ">aws_lb.shop_19<"),
    ):
        assert sign in drawn


def test_a_map_that_mermaid_would_refuse_says_so() -> None:
    report = named("x")
    many = tuple(replace(report.routes[0], id=f"{number}") for number in range(501))
    assert mermaid.render(replace(report, routes=many), Style()).startswith("%% Larger than Mermaid draws by default: ")


def shop_front(number: int) -> str:
    name = f"shop_{number}"
    balancer = f'resource "aws_lb" "{name}" {{\n  load_balancer_type = "network"\n}}\n'
    return balancer + "".join(
        f"""\
resource "aws_lb_listener" "{name}_{port}" {{
  load_balancer_arn = aws_lb.{name}.arn
  port              = {8000 + port}
  protocol          = "TCP"
  default_action {{
    type             = "forward"
    target_group_arn = aws_lb_target_group.{name}_{port}.arn
  }}
}}
resource "aws_lb_target_group" "{name}_{port}" {{
  port     = {8000 + port}
  protocol = "TCP"
}}
"""
        for port in range(10)
    )


# What a name may not do: change what is drawn.


def elements(picture: str) -> list[tuple[str, list[str]]]:
    """The elements with their attributes, but for the texts, whose lines break where a name is long."""
    found = [(one.tag.rpartition("}")[2], sorted(one.attrib)) for one in ElementTree.fromstring(picture).iter()]
    return [one for one in found if one[0] != "text"]


@given(HOSTILE_NAMES)
def test_a_hostile_name_adds_nothing_to_the_picture(name: str) -> None:
    picture = svg.render(named(name), Style())
    assert elements(picture) == elements(svg.render(named("x"), Style()))
    assert (
        visible(name) in {(text or "").strip() for text in ElementTree.fromstring(picture).itertext()} or len(name) > 50
    )


def test_a_picture_is_nothing_but_shapes_and_texts() -> None:
    found = elements(svg.render(named("x"), Style()))
    assert {tag for tag, _ in found} == {"svg", "title", "style", "g", "rect", "path", "tspan"}
    assert {name for _, names in found for name in names} == {
        "width",
        "height",
        "viewBox",
        "role",
        "class",
        "x",
        "y",
        "rx",
        "d",
        "dx",
    }


QUOTED = r'"(?:[^"\\]|\\[\\"n])*"'
DOT_LINE = re.compile(rf"(?:[\w ={{}}>.\[\],#:-]|{QUOTED})*")


@given(HOSTILE_NAMES)
def test_a_hostile_name_stays_within_its_quotes_in_dot(name: str) -> None:
    lines = dot.render(named(name), Style()).split("\n")
    assert len(lines) == len(dot.render(named("x"), Style()).split("\n"))
    assert all(line.startswith("// ") or DOT_LINE.fullmatch(line) for line in lines)


@given(HOSTILE_NAMES)
def test_a_hostile_name_stays_within_its_quotes_in_mermaid(name: str) -> None:
    shapes = [re.sub(r'"[^"]*"', '""', line) for line in mermaid.render(named(name), Style()).split("\n")]
    expected = [re.sub(r'"[^"]*"', '""', line) for line in mermaid.render(named("x"), Style()).split("\n")]
    assert [one for one in shapes if "%%" not in one] == [one for one in expected if "%%" not in one]
    assert not any("%%{" in one or "<" in one for one in shapes)


# The real readers of each format.


def test_graphviz_draws_the_map_with_every_name_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("dot") is None:
        absent("graphviz", "dot (Graphviz) is not on the PATH")
    monkeypatch.chdir(shop(tmp_path))
    assert "aws_lb_target_group.app" in drawn_by_graphviz(dot.render(story(), Style()))
    for name in ("".join(SYNTAX), "".join(HOSTILE), *SYNTAX):
        assert visible(name) in drawn_by_graphviz(dot.render(named(name), Style()))


def drawn_by_graphviz(text: str) -> set[str]:
    """The texts of the picture that the real dot makes; what it complains of fails."""
    done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    return {
        (one.text or "").replace("\xa0", " ")
        for one in ElementTree.fromstring(done.stdout).iter()
        if one.tag.endswith("text")
    }


@pytest.fixture(scope="module")
def mermaid_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that holds the real Mermaid."""
    if reason := missing():
        absent("chromium", reason)
    script = os.environ.get("LBGATE_MERMAID")
    if not script:
        absent("mermaid", "LBGATE_MERMAID does not name mermaid.min.js")
    file = tmp_path_factory.mktemp("mermaid") / "page.html"
    file.write_text(f'<!doctype html><meta charset="utf-8"><script src="{Path(script).resolve().as_uri()}"></script>')
    with chromium() as page:
        page.open(file)
        page.run("mermaid.initialize({startOnLoad: false})")
        yield page


RENDER = """
return mermaid.render('drawn', arguments[0]).then(({ svg }) => {
  document.body.innerHTML = svg;
  return [...document.querySelectorAll('.nodeLabel, .edgeLabel, .cluster-label')].map((one) => one.innerText ?? one.textContent);
});"""


def test_mermaid_draws_the_map_with_every_name_as_it_is(
    mermaid_page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop(tmp_path))
    assert any(
        "aws_lb_target_group.app" in label for label in mermaid_page.run(RENDER, mermaid.render(story(), Style()))
    )
    for name in ("".join(SYNTAX), "".join(HOSTILE), *SYNTAX):
        labels = mermaid_page.run(RENDER, mermaid.render(named(name), Style()))
        assert any(visible(name).split() == label.split("\n")[1].split() for label in labels if "\n" in label), name
    assert mermaid_page.run("return document.querySelectorAll('img, script:not([src]), iframe').length") == 0
