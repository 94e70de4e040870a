"""What is not given against every answer that may be given: what is said without it must hold with it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from policies.values import Condition, OneOf, Unknown, choices

from . import judge
from .generation import Chances, Grammar

ANSWERS = (
    {"flag": "true", "mode": "HTTP", "key": "a", "maybe": "x", "place": "0"},
    {"flag": "false", "mode": "HTTPS", "key": "Name", "maybe": "", "place": "2"},
    {"flag": "true", "mode": "HTTPS", "key": "absent", "maybe": "", "place": "1"},
    {"flag": "false", "mode": "HTTP", "key": "b", "maybe": "80", "place": "3"},
)
"""Values for the variables that have none; ``mode`` is validated to be one of two words."""

_LEAVES = {
    "b": ("var.flag", "!var.flag", 'var.mode == "HTTPS"', 'var.key != "a"', "var.flag && var.place > 1"),
    "s": ('"a"', "local.text", "var.mode", "lower(var.mode)", "var.key", "var.maybe", "coalesce(var.maybe, var.name)"),
    "p": ("var.tags", '{ a = "x", b = var.mode }', "{ for w in var.words : w => upper(w) }", '{ (var.mode) = "m" }'),
    "i": ("0", "1", "var.place", "var.flag ? 0 : 2", "length(var.words)"),
    "w": ("var.words", '["a", var.mode]', "var.flag ? var.words : []", "[for w in var.words : w if w != var.key]"),
}
_SHAPES = (
    "lookup(<p>, var.key, <s>)", "lookup(var.ports, var.key, 80)", "<p>[var.key]", "local.object[var.key]",
    "var.words[var.place]", "element(var.words, var.place)", "try(<p>[var.key], <s>)", "coalesce(var.maybe, <s>)",
    "coalesce(var.maybe, var.nothing, <s>)", "var.mode", '{ HTTP = 80, HTTPS = 443 }[var.mode]', "lookup({ HTTP = 80 }, var.mode, <n>)",
    'var.mode == "HTTPS" ? <s> : null', '"${lower(var.mode)}://${<s>}"', "contains(<w>, var.mode)", "{ for w in <w> : w => w == var.key }",
    "[for w in <w> : w if w != var.mode]", "var.flag ? <m> : {}", "var.flag ? [<s>] : []", "merge(<p>, var.flag ? { a = <s> } : {})",
    "one(var.flag ? [<s>] : [])", "concat(<w>, var.flag ? [var.mode] : [])", "can(var.tags[var.key])", "compact([var.maybe, <s>])",
    "join(\",\", compact([var.maybe, var.mode]))", "try(var.options[var.key].port, <n>)", "length(var.flag ? <w> : <w>)",
)  # fmt: skip


def open_expressions(count: int, each: int, seed: int = 7) -> list[str]:
    """Expressions that hang on what is not given: out of ``count`` of every kind, and ``each`` of the telling shapes."""
    grammar = Grammar(seed, _LEAVES, Chances(odd=0, unknown=0))
    made = [*grammar.expressions(count), *(grammar.filled(shape, 2) for shape in _SHAPES for _ in range(each))]
    return [one for one in made if any(f"var.{name}" in one for name in ANSWERS[0])]


def uncovered_by_terraform(expressions: list[str], folder: Path) -> list[Any]:
    """Where what terraform says under an answer is not among the alternatives."""
    judge.prepare(folder)
    judge.write(folder, expressions)
    found = judge.ours(folder, len(expressions))
    answers = ((given, judge.terraforms(folder, len(expressions), **given)) for given in ANSWERS)
    return [row for given, told in answers for row in uncovered(expressions, found, [one.value for one in told], given)]


def _covers(value: Any, given: Mapping[str, str], known: Any) -> bool:
    """Whether a value that is open allows what is known under given answers."""
    if isinstance(value, Unknown) or isinstance(known, Unknown | OneOf):
        return True
    if judge.ERROR in (known, value):
        return value == known
    if isinstance(value, OneOf):
        return any(_covers(choice.value, given, known) for choice in choices(value) if _possible(choice.when, given))
    if isinstance(value, dict) and isinstance(known, dict):
        return set(value) == set(known) and all(_covers(value[key], given, known[key]) for key in value)
    if isinstance(value, list) and isinstance(known, list) and any(isinstance(one, Unknown) for one in value):
        return all(any(_covers(one, given, other) for one in value) for other in known)  # where in a set is not known
    if isinstance(value, list) and isinstance(known, list):
        return len(value) == len(known) and all(_covers(one, given, o) for one, o in zip(value, known, strict=True))
    if isinstance(value, int | Decimal) and isinstance(known, int | Decimal) and not isinstance(value, bool):
        return judge.alike(Fraction(value), Fraction(known))
    return type(value) is type(known) and bool(value == known)


def _possible(when: Condition, given: Mapping[str, str]) -> bool:
    asked = {f"var.{name}": answer for name, answer in given.items()}
    return all(_answers(asked[ask], answer) for ask, answer in when if ask in asked)


def _answers(given: str, answer: str) -> bool:
    others = answer.removeprefix("anything but ")
    return given == answer if others == answer else given not in others.split(", ")


def uncovered(expressions: list[str], found: list[Any], known: list[Any], given: Mapping[str, str]) -> list[Any]:
    """What the alternatives do not hold. Where an answer makes an error, they may hold what other answers give."""
    rows = zip(expressions, found, judge.plain(found), known, strict=True)
    return [
        (expression, one, other)
        for expression, raw, one, other in rows
        if not (other == judge.ERROR and judge.is_open(raw) or _covers(one, given, other))
    ]
