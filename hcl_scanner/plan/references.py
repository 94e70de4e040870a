"""The references of an expression, as a plan lists them, taken apart.

Each comes from the most to the least specific: ``["aws_lb.x.arn", "aws_lb.x"]``. A key that is no constant is lost, with
all that follows it, and what the key is made of comes next: ``aws_lb.x[each.key].arn`` gives ``["aws_lb.x", "each.key"]``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

_STEP = re.compile(r'\.?([^.\[\]]+)|(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])')
_ONE_NAME = frozenset({"var", "local", "each", "count", "path", "terraform", "module"})


@dataclass(frozen=True, slots=True)
class Reference:
    """``kind`` is the first word, or "resource"; ``name`` what is referred to (``aws_lb.x``; ``x`` of ``var.x``).

    ``key`` is a constant key as written (``["web"]``), ``path`` what follows; ``index`` are the references after it up to
    the next resource or module: those that a lost key is made of, if it has one.
    """

    text: str
    kind: str
    name: str
    key: str = ""
    path: tuple[str, ...] = ()
    index: tuple[Reference, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether nothing follows the name, as where a key was lost."""
        return not self.key and not self.path

    @property
    def is_thing(self) -> bool:
        return self.kind in ("resource", "data", "module")


def steps(address: str) -> list[str]:
    """The names and keys of an address, keys with their brackets."""
    return [match[1] or match[2] for match in _STEP.finditer(address)]


def parsed(text: str) -> Reference:
    words = steps(text)
    first = words[0] if words else ""
    if first in _ONE_NAME:
        kind, name, rest = first, "".join(words[1:2]), words[2:]
    elif first in ("data", "ephemeral"):
        kind, name, rest = first, ".".join(words[:3]), words[3:]
    else:
        kind, name, rest = "resource", ".".join(words[:2]), words[2:]
    keyed = kind not in ("var", "local", "each") and rest and rest[0].startswith("[")
    return Reference(text, kind, name, rest[0] if keyed else "", tuple(rest[1:] if keyed else rest))


def told_apart(texts: Iterable[str]) -> tuple[Reference, ...]:
    """Every reference in its most specific form; those that follow a lost key are only in the ``index`` of its owner."""
    return _told_apart(tuple(texts))


@lru_cache(4096)  # the instances of a module or block share their few expressions
def _told_apart(texts: tuple[str, ...]) -> tuple[Reference, ...]:
    among = [parsed(text) for text in _most_specific(texts)]
    found: list[Reference] = []
    in_key = False
    for number, reference in enumerate(among):
        in_key = reference.bare if reference.is_thing else in_key
        if reference.is_thing or not in_key:
            index = takewhile(lambda other: not other.is_thing, among[number + 1 :])
            found.append(replace(reference, index=tuple(index)))
    keyed = {one.text for one in found if one.index}
    return tuple(one for one in found if not _repeats_lost_key(one, keyed))


def _most_specific(texts: Iterable[str]) -> Iterator[str]:
    last = ""
    for text in texts:
        if not last.startswith((f"{text}.", f"{text}[")):
            yield text
            last = text


def _repeats_lost_key(one: Reference, keyed: Collection[str]) -> bool:
    """Some versions list a module twice where the key is lost: ``["module.x", "each.key", "module.x"]``."""
    return one.kind == "module" and one.bare and not one.index and one.text in keyed
