"""A value in a plan: ``after``, with ``after_unknown`` and ``after_sensitive`` beside it at every level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Layers:
    """``unknown`` and ``sensitive`` are true where all of it is, or have its shape with true at some leaves.

    ``after`` lacks the unknown attributes of an object and has null for the unknown items of a list.
    """

    after: Any
    unknown: Any = False
    sensitive: Any = False

    def at(self, key: str | int) -> Layers:
        """An attribute of an object or an item of a list."""
        unknown = self.unknown is True or _part(self.unknown, key)
        return Layers(_part(self.after, key), unknown, self.sensitive is True or _part(self.sensitive, key))

    def has(self, name: str) -> bool:
        """Whether an attribute of an object is known or unknown, not absent."""
        known = isinstance(self.after, dict) and name in self.after
        return known or (isinstance(self.unknown, dict) and is_unknown(self.unknown.get(name)))

    @property
    def is_plain(self) -> bool:
        """Whether it is a word, number or truth value that is known and no secret, or null."""
        return not (self.unknown or self.sensitive or isinstance(self.after, (list, dict)))

    @property
    def is_hidden(self) -> bool:
        return self.sensitive is True and self.after not in (None, "")

    @property
    def is_object(self) -> bool:
        return isinstance(self.after, dict) or (isinstance(self.unknown, dict) and is_unknown(self.unknown))

    @property
    def is_list(self) -> bool:
        return isinstance(self.after, list) or (isinstance(self.unknown, list) and is_unknown(self.unknown))

    def names(self) -> list[str]:
        """The attributes of an object that are known or unknown, not those that are absent."""
        known = self.after if isinstance(self.after, dict) else {}
        unknown = self.unknown if isinstance(self.unknown, dict) else {}
        return [*known, *(name for name, part in unknown.items() if name not in known and is_unknown(part))]

    def items(self) -> list[Layers]:
        """The items of a list."""
        sizes = (len(part) for part in (self.after, self.unknown) if isinstance(part, list))
        return [self.at(number) for number in range(max(sizes, default=0))]


def _part(whole: Any, key: str | int) -> Any:
    if isinstance(key, str):
        return whole.get(key) if isinstance(whole, dict) else None
    return whole[key] if isinstance(whole, list) and key < len(whole) else None


def is_unknown(found: object) -> bool:
    """Whether anything in a part of ``after_unknown`` is unknown."""
    if isinstance(found, dict):
        return any(map(is_unknown, found.values()))
    return any(map(is_unknown, found)) if isinstance(found, list) else found is True
