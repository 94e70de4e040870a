"""Makes docs/rules.md from the texts in the package: ``python -m tools.rules_page``."""

from __future__ import annotations

from pathlib import Path

from policies.rule_texts import TEXTS, level_said
from policies.rules import RULES, Rule

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"

HEAD = """\
# Rules

One section for each rule: when it speaks, why it matters, what to do, and an example with the change that mends it. The
tests run every example. `lbgate explain LBG103` prints a rule's section without a network.

The examples leave out what the rule does not need (subnets, networks, the certificate's resource).

| rule | name | level | when |
| --- | --- | --- | --- |
"""

SILENCE = """
## How to change a level

Each rule's level can be `error`, `warning`, `note` or `off`. Only an error fails a deployment. On the command line:

```
lbgate scan --level LBG103=warning
```

For good, in `lbgate.toml`, and under the same key in the Pulumi pack's configuration:

```toml
[level]
LBG103 = "warning"
```

A finding that is marked doubtful or unverified is a warning whatever the rule's level. `off` leaves the rule's findings
out of the report; verdicts and counts stay as they are.
"""


def page() -> str:
    """The whole of docs/rules.md."""
    rows = "".join(f"| [{r.id}](#{_anchor(r)}) | {r.name} | {level_said(r)} | {r.when} |\n" for r in RULES.values())
    return HEAD + rows + "".join(map(_section, RULES.values())) + SILENCE


def _anchor(rule: Rule) -> str:
    return f"{rule.id} {rule.name}".lower().replace(" ", "-")


def _section(rule: Rule) -> str:
    text = TEXTS[rule.id]
    return f"""
## {rule.id} {rule.name}

Level: {level_said(rule)}. When: {rule.when}.

{text.why}

**What to do.** {text.mend}

Wrong{_with(text.settings)}:

```{text.language}
{text.wrong}```

Mended:

```diff
{text.diff}
```
"""


def _with(settings: object) -> str:
    match settings:
        case {"encryption": wanted}:
            return f', with `encryption = "{wanted}"`'
        case {"level": levels}:
            return ", with " + ", ".join(f"`--level {rule}={level}`" for rule, level in levels.items())
    return ""


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
