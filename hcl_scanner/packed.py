"""Documents as they are saved: compressed with gzip, in UTF-16, or wrapped in another JSON object."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Raw

from .errors import Unreadable
from .utf8 import WIDE, utf8

MOST_BYTES = 512 << 20
_ZIP = b"PK\x03\x04"
_GZIP = b"\x1f\x8b"
_WITH_HEADER = 16 + zlib.MAX_WBITS
_WITHOUT_MARK = {b"{\0": "utf-16-le", b"\0{": "utf-16-be"}
_DEEPEST = 2
"""Objects between the outermost and the one that is sought: a run holds its plan a level or two down."""


def is_zip(data: bytes) -> bool:
    """Whether the bytes of a file are a zip, as a binary plan is."""
    return data.startswith(_ZIP)


def plain(data: bytes, path: str) -> bytes:
    """The data of a JSON document as UTF-8 without a byte order mark. Raises Unreadable."""
    return utf8(_narrow(_unzipped(data, path), path), lambda: path)


def _unzipped(data: bytes, path: str) -> bytes:
    parts: list[bytes] = []
    left = MOST_BYTES
    try:
        while data.startswith(_GZIP):
            stream = zlib.decompressobj(_WITH_HEADER)
            parts.append(stream.decompress(data, left + 1))
            left -= len(parts[-1])
            if left < 0:
                raise Unreadable(path, f"the file holds more than {MOST_BYTES >> 20} MB when it is unpacked")
            if not stream.eof:
                raise Unreadable(path, "the gzip file is truncated")
            data = stream.unused_data.lstrip(b"\0")  # several members, and padding, as gzip itself takes them
    except zlib.error:
        raise Unreadable(path, "the gzip file is damaged") from None
    return b"".join(parts) if parts else data


def _narrow(data: bytes, path: str) -> bytes:
    """JSON in UTF-16, as PowerShell's ``>`` writes it, as UTF-8."""
    codec = "utf-16" if data.startswith(WIDE) else _WITHOUT_MARK.get(data[:2])
    if codec is None:
        return data
    try:
        return data.decode(codec).encode()
    except UnicodeError:
        raise Unreadable(path, "the file looks like UTF-16, and is damaged") from None


def wrapped(data: bytes, path: str, is_wanted: Callable[[Mapping[str, Any]], bool]) -> bytes | None:
    """The document in a JSON object that holds it under a key, such as ``{"plan": {...}}``; None where there is none.

    ``is_wanted`` knows it by its names. Raises Unreadable where there are several.
    """
    found = list(_within(Raw(data), is_wanted, _DEEPEST))
    if len(found) > 1:
        raise Unreadable(path, f"it wraps {len(found)} documents: give each as a file of its own")
    return bytes(found[0]) if found else None


def _within(raw: Raw, is_wanted: Callable[[Mapping[str, Any]], bool], depth: int) -> Iterator[Raw]:
    for part in parts(raw).values():
        if bytes(memoryview(part)[:1]) == b"{":
            if is_wanted(parts(part)):
                yield part
            elif depth:
                yield from _within(part, is_wanted, depth - 1)


def parts(data: bytes | Raw) -> dict[str, Raw]:
    """What a JSON object holds under each of its names, undecoded; nothing where it is no object, or no JSON."""
    try:
        return msgspec.json.decode(data, type=dict[str, Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return {}
