"""The syntax of blocks that were parsed before, by the hash of their text, so that a second run needs no parser.

Entries are JSON in the user's private cache folder: whatever stands in them, reading them does nothing but fail.
"""

from __future__ import annotations

import json
import os
from fractions import Fraction
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from . import syntax
from .caching import cache_folder
from .tables import grammar_version

MOST_ENTRIES = 20_000
LARGEST_ENTRY = 1 << 20
_KINDS: tuple[type, ...] = (
    syntax.Literal,
    syntax.Name,
    syntax.Parens,
    syntax.Template,
    syntax.RawTemplate,
    syntax.TupleOf,
    syntax.ObjectOf,
    syntax.Attribute,
    syntax.Index,
    syntax.Splat,
    syntax.Call,
    syntax.Conditional,
    syntax.Binary,
    syntax.Unary,
    syntax.For,
    syntax.RawSetting,
    syntax.RawSection,
    Fraction,
)
_TAGS = {kind: number for number, kind in enumerate(_KINDS)}


def recall(text: str) -> syntax.RawSection | None:
    """The block that a text was parsed to in an earlier run; None where it is not known or cannot be trusted."""
    try:
        found = _decoded(json.loads(_path(text).read_bytes()))
    except (OSError, ValueError, TypeError, IndexError, RecursionError, ZeroDivisionError):
        return None
    return found if isinstance(found, syntax.RawSection) and found.end <= len(text) else None


def remember(text: str, section: syntax.RawSection) -> None:
    """Keeps a parsed block for later runs, if there is a place for it."""
    try:
        path = _path(text)
        data = json.dumps(_encoded(section), separators=(",", ":"))
        if len(data) > LARGEST_ENTRY or not _has_room(path.parent):
            return
        path.parent.mkdir(mode=0o700, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(data, encoding="utf-8")
        fresh.replace(path)
    except (OSError, RecursionError, UnicodeEncodeError):
        return


def _path(text: str) -> Path:
    folder = cache_folder()
    if folder is None:
        raise FileNotFoundError("there is no private cache folder")
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20, key=_version())
    return folder / "blocks" / digest.hexdigest()


@lru_cache(maxsize=1)
def _version() -> bytes:
    """Changes with the grammar and with whatever here turns text into syntax."""
    here = Path(__file__).parent
    sources = b"".join((here / f"{name}.py").read_bytes() for name in ("building", "masking", "syntax", "slicer"))
    return blake2b(sources + grammar_version().encode(), digest_size=32).digest()


@lru_cache(maxsize=1)
def _has_room(folder: Path) -> bool:
    """Whether fewer entries are there than allowed; a full folder is emptied. Asked once a run."""
    try:
        names = os.listdir(folder)
    except OSError:
        return True
    if len(names) >= MOST_ENTRIES:
        for name in names:
            (folder / name).unlink(missing_ok=True)
    return True


def _encoded(part: Any) -> Any:
    tag = _TAGS.get(type(part))
    if tag is None:
        return ["", *map(_encoded, part)] if isinstance(part, tuple) else part
    if isinstance(part, Fraction):
        return [tag, part.numerator, part.denominator]
    return [tag, *map(_encoded, part)]


def _decoded(part: Any) -> Any:
    if not isinstance(part, list):
        return part
    tag, *fields = part
    values = [_decoded(field) for field in fields]
    return tuple(values) if tag == "" else _KINDS[tag](*values)
