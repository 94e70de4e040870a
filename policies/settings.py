"""What a user may set: the same keys in lbgate.toml, on the command line and in the Pulumi pack's configuration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from .rules import RULES
from .words import Level

MATRICES = ("vendor", "base")
ENCRYPTION = ("off", "balancer", "end-to-end")


class SettingError(Exception):
    """A setting that lbgate does not know; the text says what would do."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """Findings of ``rule`` that somebody allowed: at the addresses or URNs that the glob ``address`` matches, in the files
    that the glob ``path`` matches, or (by a comment) on these first and last ``lines`` of its own file.

    ``until`` is the last day on which that holds; None: for ever. It stands in ``file`` at ``line``; ``key`` is what tells
    it from others where no address does. ``mistake`` says why a comment or a tag cannot be read, and allows nothing.
    """

    rule: str
    address: str = ""
    until: date | None = None
    reason: str = ""
    path: str = ""
    file: str | None = None
    line: int | None = None
    lines: tuple[int, int] | None = None
    key: str = ""
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """``levels`` overrides the rules' own levels by rule id. Raises SettingError for words that are not known."""

    matrix: str = "vendor"
    encryption: str = "off"
    strict: bool = False
    levels: Mapping[str, Level] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()

    def __post_init__(self) -> None:
        one_of("matrix", self.matrix, MATRICES)
        one_of("encryption", self.encryption, ENCRYPTION)
        levels_of(self.levels)

    def level(self, rule: str, default: Level | None = None) -> Level:
        """The level of a rule: what the user set, what a stricter setting makes of it, or its default."""
        if rule in self.levels:
            return Level(self.levels[rule])
        if rule == "LBG203" and self.encryption != "off":
            return Level.ERROR
        if self.strict and rule in ("LBG401", "LBG402"):
            return Level.ERROR
        return default or RULES[rule].level


def levels_of(texts: Mapping[str, str]) -> dict[str, Level]:
    """Levels by rule id. Raises SettingError for a rule or a level that lbgate does not know."""
    for rule, level in texts.items():
        one_of("rule", rule, RULES)
        one_of(f"level of {rule}", level, list(Level))
    return {rule: Level(level) for rule, level in texts.items()}


IGNORE_KEYS = ("rule", "address", "until", "reason")


def ignores_of(entries: object) -> tuple[Ignore, ...]:
    """The ignores of a configuration: tables of ``IGNORE_KEYS``. Raises SettingError, which names the entry by its number."""
    tables = ignore_tables(entries)
    return tuple(ignore_of(f"ignore {number}", table) for number, table in enumerate(tables, start=1))


def ignore_tables(entries: object) -> list[Mapping[str, object]]:
    """The entries of a list of ignores, none of them looked at yet. Raises SettingError."""
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise SettingError("ignore is a list of tables, each with rule, address, until and reason")
    return entries


def ignore_of(what: str, entry: Mapping[str, object], keys: Iterable[str] = IGNORE_KEYS) -> Ignore:
    """One ignore; ``what`` names it in a SettingError. It must say where it holds: its address, or its path."""
    for key in entry:
        one_of(f"key of {what}", key, keys)
    texts = {key: entry.get(key, "") for key in ("rule", "address", "path", "reason")}
    for key, text in texts.items():
        if not isinstance(text, str) or (key in entry and key != "reason" and not text):
            raise SettingError(f"{key} of {what} is a text, and must be given")
    for needed in ({"rule"}, {"address", "path"} & set(keys)):
        if needed and not needed & set(entry):
            raise SettingError(f"{' or '.join(sorted(needed))} of {what} is a text, and must be given")
    one_of(f"rule of {what}", str(texts["rule"]), RULES)
    rule, address, path, reason = map(str, texts.values())
    return Ignore(rule, address, _day(what, entry.get("until")), reason, path)


def _day(what: str, value: object) -> date | None:
    """A day as TOML has it, or as a text in JSON."""
    if value is None or type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise SettingError(f"until of {what} is a day such as 2027-03-31, not {str(value)!r}") from None


def one_of(what: str, word: str, known: Iterable[str]) -> None:
    """Raise SettingError with the nearest known word where ``word`` is not one of them."""
    words = list(known)
    if word in words:
        return
    folded = {each.casefold(): each for each in reversed(words)}
    near = get_close_matches(str(word).casefold(), folded, 1, 0.5)
    meant = f"; did you mean {folded[near[0]]}?" if near else ""
    raise SettingError(f"unknown {what} {word!r}: one of {', '.join(words)}{meant}")
