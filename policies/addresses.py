"""What an address says: the modules that it lies in, the resource, its key."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KEY = re.compile(r'\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]')
_MODULES = re.compile(r"(?:module\.[^.]+\.)+(?=[^.]+\.)")


def without_keys(address: str) -> str:
    """The address of the block: without the keys of ``count`` and ``for_each``."""
    return _KEY.sub("", address)


def calls_around(address: str) -> Iterator[str]:
    """The module calls that an address lies in, the outermost first, without keys."""
    names = without_keys(address).split(".")
    depth = 0
    while names[depth : depth + 1] == ["module"] and len(names) > depth + 2:
        depth += 2
        yield ".".join(names[:depth])


def without_modules(address: str) -> str:
    """The address within its module, without keys."""
    return _MODULES.sub("", without_keys(address), count=1)
