"""Functions on strings."""

from __future__ import annotations

import re
from collections.abc import Callable

from policies.values import Unknown

from ..calls import Function, Needs
from ..domain import SEQUENCES, Failure, Lst, Pending, Value, first_unknown, made_from
from ..primitives import text, to_text, whole


def _on_text(change: Callable[[str], str]) -> Function:
    return Function(lambda value: change(text(value)))


def _title(value: str) -> str:
    return re.sub(r"(?<![\w'])\w", lambda found: found[0].upper(), value)


def _chomp(value: str) -> str:
    return value.rstrip("\r\n")


def _trim(value: Value, characters: Value) -> str:
    return text(value).strip(text(characters)) if text(characters) else text(value)


def plain_characters(value: str) -> bool:
    """Whether every code point is a character of its own (no combining marks, no CRLF)."""
    return all(character < "\u0300" for character in value) and "\r\n" not in value


def _split(separator: Value, value: Value) -> Lst:
    if text(separator) == "":
        return Lst(text(value))
    return Lst(text(value).split(text(separator)))


def _join(separator: Value, *lists: Value) -> Value:
    """One element alone is that element: ``join("", x[*].arn)`` stays the reference."""
    items = [item for one in lists for item in _elements(one)]
    if len(items) == 1 and isinstance(items[0], Unknown):
        return items[0]
    if first_unknown(tuple(items)) or isinstance(separator, Unknown):
        return made_from("join", separator, *lists)
    return text(separator).join(map(text, items))


def _elements(value: Value) -> tuple[Value, ...]:
    if isinstance(value, SEQUENCES):
        return value
    if isinstance(value, Pending):
        return (value,)
    raise Failure("a list is required")


def _replace(value: Value, old: Value, new: Value) -> Value:
    pattern = text(old)
    if len(pattern) > 1 and pattern.startswith("/") and pattern.endswith("/"):
        from .patterns import replace_pattern

        return replace_pattern(text(value), pattern[1:-1], text(new))
    return text(value).replace(pattern, text(new))


def _substr(value: Value, offset: Value, length: Value) -> str:
    characters, start, size = text(value), whole(offset), whole(length)
    if not plain_characters(characters) or max(abs(start), abs(size)) >> 62:
        raise ValueError("grapheme clusters are not counted here")
    if start < 0:
        size = size or -1  # as Terraform has it
        start = max(start + len(characters), 0)
    return characters[start:] if size < 0 else characters[start : start + size]


def _strrev(value: Value) -> str:
    if not plain_characters(text(value)):
        raise ValueError("grapheme clusters are not counted here")
    return text(value)[::-1]


def _indent(spaces: Value, value: Value) -> str:
    if not 0 <= whole(spaces) <= 1000:
        raise ValueError("an indentation of that size")
    return text(value).replace("\n", "\n" + " " * whole(spaces))


def _starts(value: Value, prefix: Value) -> Value:
    return text(value).startswith(text(prefix))


def _trim_space(value: Value) -> Value:
    return value if isinstance(value, Unknown) else text(value).strip(" \t\n\v\f\r\x85\xa0")


FUNCTIONS = {
    "upper": _on_text(str.upper),
    "lower": _on_text(str.lower),
    "title": _on_text(_title),
    "chomp": _on_text(_chomp),
    "trimspace": Function(_trim_space, Needs.NOTHING),
    "trim": Function(_trim),
    "trimprefix": Function(lambda value, prefix: text(value).removeprefix(text(prefix))),
    "trimsuffix": Function(lambda value, suffix: text(value).removesuffix(text(suffix))),
    "split": Function(_split),
    "join": Function(_join, Needs.NOTHING),
    "replace": Function(_replace),
    "substr": Function(_substr),
    "strrev": Function(_strrev),
    "indent": Function(_indent),
    "startswith": Function(_starts),
    "endswith": Function(lambda value, suffix: text(value).endswith(text(suffix))),
    "strcontains": Function(lambda value, part: text(part) in text(value)),
    "tostring": Function(lambda value: None if value is None else to_text(value), Needs.NOTHING),
}
