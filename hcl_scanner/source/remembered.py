"""The syntax of blocks that were parsed before, by the hash of their text, so that a second run needs no parser.

Entries are JSON in the user's private cache folder, each after its checksum: whatever stands in a damaged one, reading
it does nothing but fail.
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
from .caching import cache_folder, write_whole
from .tables import grammar_version

MOST_ENTRIES = 20_000
MOST_BYTES = 64 << 20
_SEAL = 20
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
        found = _decoded(json.loads(_unsealed(_path(text).read_bytes())))
    except (OSError, ValueError, TypeError, IndexError, RecursionError, ZeroDivisionError):
        return None
    return found if isinstance(found, syntax.RawSection) and found.end <= len(text) else None


def remember(text: str, section: syntax.RawSection) -> None:
    """Keeps a parsed block for later runs, if there is a place for it."""
    try:
        path = _path(text)
        data = json.dumps(_encoded(section), separators=(",", ":")).encode()
        _make_room(path.parent)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(path, _seal(data) + data)
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


def _seal(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SEAL).digest()


def _unsealed(entry: bytes) -> bytes:
    data = entry[_SEAL:]
    if entry[:_SEAL] != _seal(data):
        raise ValueError("the entry is damaged")
    return data


@lru_cache(maxsize=1)
def _make_room(folder: Path) -> None:
    """Empties the folder where it holds more than allowed; looked at once a run, so it may grow by one run's blocks."""
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    if len(entries) >= MOST_ENTRIES or sum(map(_size, entries)) >= MOST_BYTES:
        for entry in entries:
            Path(entry.path).unlink(missing_ok=True)


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_size
    except FileNotFoundError:  # another run makes room too
        return 0


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
