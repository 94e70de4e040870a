"""JSON that Terraform wrote as typed data, or why it cannot be read: never with a value of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

from ..errors import Unreadable

DEEPEST = 64
_VERSION = re.compile(r"\d{1,4}(\.\d{1,4})?")
_AT = " - at `$"
_MAJORS = ("0", "1")
_Typed = TypeVar("_Typed")


def typed(data: bytes | Raw, type_: type[_Typed], what: str, file: str, at: Sequence[str | int] = ()) -> _Typed:
    """A document or a part of one; ``what`` it is (plan, state) begins the reason, ``at`` leads to the part.

    Raises Unreadable.
    """
    try:
        return msgspec.json.decode(data, type=type_)
    except RecursionError:
        raise Unreadable(file, f"the {what} is nested too deep") from None
    except msgspec.ValidationError as error:
        raise Unreadable(file, f"not a {what} as Terraform writes it: {_lower(error)}{_place(error, at)}") from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise Unreadable(file, f"not valid JSON: {_lower(error)}") from None


def check_version(found: str, what: str, file: str) -> None:
    """Raises Unreadable for a format_version that is not known. Minor versions only add to a format."""
    version = _VERSION.fullmatch(found)
    if not version:
        raise Unreadable(file, f"the {what} has no format_version, so that its format is not known")
    if version[0].partition(".")[0] not in _MAJORS:
        raise Unreadable(file, f"the {what}'s format_version is {version[0]}; this reads the versions 0.1 to 1.x")


def unpacked(raw: Raw, what: str, file: str) -> Any:
    """The data of a part that was left undecoded. Raises Unreadable."""
    try:
        return _decoded(raw)
    except RecursionError:
        raise Unreadable(file, f"{what} is nested too deep") from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise Unreadable(file, f"{what} is not valid JSON: {_lower(error)}") from None


def marks(raw: Raw, what: str, file: str) -> Any:
    """A part of the shape of a value with true at some leaves; false where there are none. Raises Unreadable."""
    return unpacked(raw, what, file) if b"true" in bytes(raw) else False


def told(raw: Raw) -> Any:
    """The data of a part that only tells where a value comes from; None, so nothing, where it cannot be decoded."""
    try:
        return _decoded(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def _decoded(raw: Raw) -> Any:
    """Raises RecursionError where it is nested deeper than any provider has it, and than can be walked through."""
    found = msgspec.json.decode(raw)
    text = bytes(raw)
    if text.count(b"[") + text.count(b"{") > DEEPEST and _is_deep(found):
        raise RecursionError
    return found


def _is_deep(found: Any) -> bool:
    level = [found]
    for _ in range(DEEPEST):
        parts = (one.values() if isinstance(one, dict) else one for one in level if isinstance(one, (dict, list)))
        level = [inner for part in parts for inner in part]
    return bool(level)


def _lower(error: Exception) -> str:
    text = str(error).removeprefix("JSON is malformed: ").partition(_AT)[0]
    return text[:1].lower() + text[1:]


def _place(error: Exception, at: Sequence[str | int]) -> str:
    way = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at)
    way += str(error).partition(_AT)[2].removesuffix("`")
    return f"{_AT}{way}`" if way else ""
