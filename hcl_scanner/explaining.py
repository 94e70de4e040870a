"""``lbgate explain`` and ``lbgate matrix``: what is right, without any input."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from textwrap import fill, indent
from typing import Any

from policies.explain import Explanation, explain, family_named
from policies.matrix import Family, Mark, Row
from policies.providers import FAMILIES
from policies.report import Hint
from policies.rule_texts import TEXTS, level_said
from policies.rules import RULES, Rule
from policies.settings import one_of
from policies.words import Verdict

from .errors import UsageError
from .terminal import show

FORMATS = ("text", "json")
WIDTH = 80


def add_explain_arguments(parser: ArgumentParser) -> None:
    """A rule, or one to three words with their family."""
    parser.add_argument("words", nargs="+", metavar="WORD", help="a rule (LBG103), or LISTENER [BACKEND [CHECK]]")
    parser.add_argument("--family", metavar="FAMILY", help="whose words and matrix (default: base)")
    _add_format(parser)


def add_matrix_arguments(parser: ArgumentParser) -> None:
    """One family, or none for the list of them."""
    parser.add_argument("family", nargs="?", metavar="FAMILY", help="for instance aws/application; none: list them all")
    _add_format(parser)


def _add_format(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, default="text", help="text (the default) or json")


def explain_words(arguments: Namespace) -> int:
    """Print a rule, or what the matrix says of the words; 1 where none of it is ok. Raises UsageError, SettingError."""
    words: list[str] = arguments.words
    if words[0].upper().startswith("LBG"):
        return _explain_rule(words, arguments)
    if len(words) > 3:
        raise UsageError("explain takes at most three words: a listener, a backend and a check")
    found = explain(family_named(arguments.family or "base"), words)
    if arguments.format == "json":
        listed = [_as_json(one) for one in found]
        _show_json(listed[0] if len(words) == 3 else listed)
    else:
        show(_as_text(found))
    return 0 if any(one.ruling.verdict is Verdict.OK for one in found) else 1


def show_matrix(arguments: Namespace) -> int:
    """Print a family's matrix, or the list of families. Raises SettingError for an unknown one."""
    as_json = arguments.format == "json"
    if arguments.family is None:
        families = FAMILIES.values()
        _show_json([{"family": f.id, "source": f.source} for f in families]) if as_json else show(_listed(families))
        return 0
    family = family_named(arguments.family)
    _show_json(_matrix_json(family)) if as_json else show(_matrix_text(family))
    return 0


def _explain_rule(words: Sequence[str], arguments: Namespace) -> int:
    if len(words) > 1 or arguments.family:
        raise UsageError("explain takes one rule, without further words and without a family")
    one_of("rule", words[0], RULES)
    rule = RULES[words[0]]
    _show_json(_rule_json(rule)) if arguments.format == "json" else show(_rule_text(rule))
    return 0


def _show_json(data: object) -> None:
    show(json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def _as_json(one: Explanation) -> dict[str, Any]:
    said = {
        "family": one.family.id,
        "listener": one.listener,
        "backend": one.backend,
        "check": one.check,
        "verdict": one.ruling.verdict,
        "kind": one.ruling.kind,
        "why": one.why,
        "hints": [_hint_json(hint) for hint in one.hints],
        "source": one.ruling.source,
    }
    return said | ({one.ruling.doubt.value: True} if one.ruling.doubt else {})


def _hint_json(hint: Hint) -> dict[str, Any]:
    assignments = [{"address": None, "attribute": a.spot.attribute, "value": a.value} for a in hint.set]
    return {"text": hint.text, "replaces": list(hint.replaces), "set": assignments}


def _as_text(found: Sequence[Explanation]) -> str:
    family = found[0].family
    return "\n".join([f"{family.id}: {family.title}\n", *map(_block, found)])


def _block(one: Explanation) -> str:
    words = [one.listener, one.backend, one.check and f"{one.check} check"]
    remark = one.ruling.kind or one.ruling.doubt
    verdict = f"{one.ruling.verdict} ({remark})" if remark else one.ruling.verdict
    hints = (_wrapped(f"hint: {hint.text}", 2) for hint in one.hints)
    head = f"{' → '.join(filter(None, words))}: {verdict}"
    return "\n".join([head, _wrapped(one.why, 2, 0), *hints, f"  source: {one.ruling.source}", ""])


def _wrapped(text: str, margin: int, hanging: int = 2) -> str:
    spaces = " " * margin
    return fill(text, WIDTH, initial_indent=spaces, subsequent_indent=spaces + " " * hanging, break_on_hyphens=False)


def _listed(families: Iterable[Family]) -> str:
    return "".join(f"{family.id:22} {family.title}\n  {family.source}\n" for family in families)


def _matrix_json(family: Family) -> dict[str, Any]:
    return {"family": family.id, "source": family.source, "routes": [_row_json(row) for row in family.rows]}


def _row_json(row: Row) -> dict[str, Any]:
    ineffective = Mark.INEFFECTIVE
    said: dict[str, Any] = {
        "listener": row.listener,
        "backend": row.backend,
        "checks": {word: mark.value if mark is ineffective else Mark.OK.value for word, mark in row.checks.items()},
    }
    marked = {"doubtful": _marked(row, Mark.DOUBTFUL), "unverified": _unverified(row)}
    where = {"when": {name: list(words) for name, words in row.when.items()}, "source": row.source}
    return said | {key: value for key, value in (marked | where).items() if value}


def _marked(row: Row, mark: Mark) -> list[str]:
    return [word for word, found in row.checks.items() if found is mark]


def _unverified(row: Row) -> list[str]:
    return list(row.checks) if row.unverified else _marked(row, Mark.UNVERIFIED)


def _matrix_text(family: Family) -> str:
    head = f"{family.id}: {family.title}\n{family.source}\n\n"
    if not family.rows:
        return f"{head}No listener of this family has a protocol, so there is nothing to pair.\n"
    front = max(map(len, ("listener", *family.listeners()))) + 2
    back = max(map(len, ("backend", *family.backends()))) + 2
    table = [("listener", "backend", "health check"), *((row.listener, row.backend, _cell(row)) for row in family.rows)]
    return head + "".join(_wrapped(f"{a:{front}}{b:{back}}{c}", 0, front + back) + "\n" for a, b, c in table)


def _cell(row: Row) -> str:
    """The checks of a row by what they are worth, and the condition under which the row holds."""
    fine = [word for word in _marked(row, Mark.OK) if not row.unverified]
    by_worth = {
        "": fine,
        "without effect: ": _marked(row, Mark.INEFFECTIVE),
        "doubtful: ": _marked(row, Mark.DOUBTFUL),
        "unverified: ": _unverified(row),
    }
    cell = "; ".join(worth + ", ".join(words) for worth, words in by_worth.items() if words) or "none"
    return f"{cell} (where {row.condition})" if row.condition else cell


def _rule_json(rule: Rule) -> dict[str, Any]:
    text = TEXTS[rule.id]
    example = {"wrong": text.wrong, "mended": text.mended, "settings": text.settings}
    said = {"rule": rule.id, "name": rule.name, "level": level_said(rule), "when": rule.when}
    return said | {"why": text.why, "mend": text.mend, "example": example}


def _rule_text(rule: Rule) -> str:
    text = TEXTS[rule.id]
    told = (f"When: {rule.when}.", text.why, f"What to do: {text.mend}")
    return "\n".join(
        [
            f"{rule.id} {rule.name} ({level_said(rule).replace('`', '')})\n",
            *(_wrapped(part.replace("`", ""), 0, 0) + "\n" for part in told),
            f"Wrong:\n\n{indent(text.wrong, '  ')}",
            f"Mended:\n\n{indent(text.diff, '  ')}\n",
            f"To change its level: --level {rule.id}=LEVEL (error, warning, note or off).\n",
        ]
    )
