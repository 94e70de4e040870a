"""A rule as SARIF describes it: what it means, how to mend it, with an example, and the pages of this run's findings."""

from __future__ import annotations

from collections.abc import Iterable

from policies.report import Finding
from policies.rule_texts import TEXTS, level_said
from policies.rules import Rule
from policies.words import Level

from .places import Json


def rule_descriptor(rule: Rule, findings: Iterable[Finding]) -> Json:
    text = TEXTS[rule.id]
    pages = sorted({one.source for one in findings if one.rule == rule.id and one.source})
    level = Level.NOTE if rule.level is Level.OFF else rule.level
    descriptor: Json = {
        "id": rule.id,
        "name": rule.name.title().replace("-", ""),
        "shortDescription": {"text": f"{rule.name}: {rule.when}"},
        "fullDescription": {"text": text.why},
        "help": {"text": _plain(rule, pages), "markdown": _markdown(rule, pages)},
        "defaultConfiguration": {"level": level.value, "enabled": rule.level is not Level.OFF},
        "properties": {"tags": ["load-balancer", "health-check"], "problem.severity": _severity(level)},
    }
    return {**descriptor, "helpUri": pages[0]} if len(pages) == 1 else descriptor


def _severity(level: Level) -> str:
    return "recommendation" if level is Level.NOTE else level.value


def _plain(rule: Rule, pages: list[str]) -> str:
    text = TEXTS[rule.id]
    seen = [f"See {page}" for page in pages]
    return "\n\n".join([text.why, f"What to do: {text.mend}", f"Mended:\n\n{text.diff}", *seen])


def _markdown(rule: Rule, pages: list[str]) -> str:
    text = TEXTS[rule.id]
    parts = [
        f"Level: {level_said(rule)}. When: {rule.when}.",
        text.why,
        f"**What to do.** {text.mend}",
        f"Wrong:\n\n```hcl\n{text.wrong}```",
        f"Mended:\n\n```diff\n{text.diff}\n```",
        f"`lbgate explain {rule.id}` says the same without a network.",
        *(f"See <{page}>." for page in pages),
    ]
    return "\n\n".join(parts)
