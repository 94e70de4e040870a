"""Globs as settings write them, on addresses and on paths."""

from __future__ import annotations

import re
from functools import lru_cache

_PATH = {"**/": r"(?:.*/)?", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}


@lru_cache(maxsize=1024)
def address_glob(pattern: str) -> re.Pattern[str]:
    """``*`` is any text and ``?`` any letter; brackets are those of a Terraform address (``x["a"]``)."""
    parts = ({"*": ".*", "?": "."}.get(letter) or re.escape(letter) for letter in pattern)
    return re.compile("".join(parts), re.DOTALL)


@lru_cache(maxsize=1024)
def path_glob(pattern: str) -> re.Pattern[str]:
    """``*`` is any text within a name, ``**`` over folders; what matches a folder matches all that is in it."""
    clean = pattern.removeprefix("./").rstrip("/").removesuffix("/**")
    body = re.sub(r"\*\*/|\*\*|\*|\?|[^*?]+", lambda found: _PATH.get(found[0]) or re.escape(found[0]), clean)
    return re.compile(rf"{body}(?:/.*)?", re.DOTALL)
