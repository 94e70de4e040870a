"""Every rule has a text whose examples do what they say, and docs/rules.md is made from these texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from hcl_scanner.source import Options, read_folder
from policies.evaluate import evaluate
from policies.providers import TYPES
from policies.report import Finding
from policies.rule_texts import TEXTS, RuleText
from policies.rules import RULES
from policies.settings import Settings
from tools.rules_page import PAGE, page


def findings(source: str, text: RuleText, folder: Path) -> tuple[Finding, ...]:
    (folder / "main.tf").write_text(source, encoding="utf-8")
    settings = Settings(encryption=text.settings.get("encryption", "off"), levels=text.settings.get("level", {}))
    return evaluate(read_folder(folder, TYPES, Options(cache=False)).graphs, settings).findings


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
