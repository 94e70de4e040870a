"""Every rule has a text whose examples do what they say, and docs/rules.md is made from these texts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest

from hcl_scanner.source import Options, read_folder
from policies.evaluate import evaluate
from policies.graph import Graph
from policies.ignores import suppress
from policies.providers import TYPES
from policies.report import Finding
from policies.rule_texts import TEXTS, RuleText
from policies.rules import RULES
from policies.settings import Settings, ignores_of
from tools.rules_page import PAGE, page


def read(source: str, folder: Path) -> Iterable[Graph]:
    (folder / "main.tf").write_text(source, encoding="utf-8")
    return read_folder(folder, TYPES, Options(cache=False)).graphs


def findings(source: str, text: RuleText, folder: Path) -> Sequence[Finding]:
    if text.language == "toml":
        return allowed(source, folder)
    settings = Settings(encryption=text.settings.get("encryption", "off"), levels=text.settings.get("level", {}))
    return evaluate(read(source, folder), settings).findings


def allowed(settings: str, folder: Path) -> list[Finding]:
    """What is left of a deployment with an LBG103 under these ignores, on a day before they end."""
    source = TEXTS["LBG103"].wrong
    judged = evaluate(read(source, folder), Settings())
    ignores = ignores_of(tomllib.loads(settings)["ignore"])
    found = suppress(judged, Settings(ignores=ignores), date(2027, 3, 1)).findings
    return [one for one in found if not one.suppressed]


def test_every_rule_has_a_text() -> None:
    assert list(TEXTS) == list(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_the_wrong_example_gives_its_rule_and_no_other(rule: str, tmp_path: Path) -> None:
    found = findings(TEXTS[rule].wrong, TEXTS[rule], tmp_path)
    assert [one.rule for one in found if one.level.value != "off"] == [rule], [one.message for one in found]


@pytest.mark.parametrize("rule", RULES)
def test_the_mended_example_gives_nothing(rule: str, tmp_path: Path) -> None:
    found = findings(TEXTS[rule].mended, TEXTS[rule], tmp_path)
    assert [one.message for one in found if one.level.value != "off"] == []


def test_the_page_is_made_from_the_texts() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tools.rules_page"
