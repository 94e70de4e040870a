"""The pages of the site are true: what they show is what lbgate does, and what is made from other files is up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from policies.values import JoinedBy
from tools import schema_page

from ..cli.command import ROOT, lbgate
from .test_readme import block

DOCS = ROOT / "docs"


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def navigation(items: list[object]) -> Iterator[str]:
    for item in items:
        for value in item.values() if isinstance(item, dict) else [item]:
            yield from navigation(value) if isinstance(value, list) else [str(value)]


def test_the_navigation_leads_to_pages_and_to_each_once() -> None:
    """That none is left out is for `make docs` to say."""
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    led_to = sorted(navigation(settings["nav"]))
    assert led_to == sorted(set(led_to) & {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")})


def test_the_sections_of_the_readme_that_pages_show_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in DOCS.glob("*.md"):
        for name in re.findall(r'--8<-- "README\.md:(\w+)"', page.read_text(encoding="utf-8")):
            assert readme.count(f"[start:{name}]") == readme.count(f"[end:{name}]") == 1


def test_the_schema_of_the_report_is_told_whole() -> None:
    assert schema_page.PAGE.read_text(encoding="utf-8") == schema_page.page(), "run python -m tools.schema_page"


def test_every_way_to_join_is_told() -> None:
    told = re.findall(r"^\| `(\w+)` \|", read("linking.md"), re.MULTILINE)
    assert told[1:] == [str(way) for way in JoinedBy]


def test_getting_started_ends_well(tmp_path: Path) -> None:
    mended = block("the deployment").replace('protocol = "HTTP"', 'protocol = "TCP"')
    (tmp_path / "main.tf").write_text(mended, encoding="utf-8")
    shown = re.search(r"<!-- the mended answer -->\n```\n(.*?)```", read("getting-started.md"), re.DOTALL)
    done = lbgate("scan", cwd=tmp_path)
    assert shown and (done.code, done.out) == (0, shown[1])
