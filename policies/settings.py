"""What a user may set: the same keys in lbgate.toml, on the command line and in the Pulumi pack's configuration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from .rules import RULES
from .words import Level

MATRICES = ("vendor", "base")
ENCRYPTION = ("off", "balancer", "end-to-end")


class SettingError(Exception):
    """A setting that lbgate does not know; the text says what would do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``levels`` overrides the rules' own levels by rule id. Raises SettingError for words that are not known."""

    matrix: str = "vendor"
    encryption: str = "off"
    strict: bool = False
    levels: Mapping[str, Level] = field(default_factory=dict)

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


def one_of(what: str, word: str, known: Iterable[str]) -> None:
    """Raise SettingError with the nearest known word where ``word`` is not one of them."""
    words = list(known)
    if word in words:
        return
    folded = {each.casefold(): each for each in reversed(words)}
    near = get_close_matches(str(word).casefold(), folded, 1, 0.5)
    meant = f"; did you mean {folded[near[0]]}?" if near else ""
    raise SettingError(f"unknown {what} {word!r}: one of {', '.join(words)}{meant}")
