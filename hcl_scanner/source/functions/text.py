"""Functions on strings."""

from __future__ import annotations

from collections.abc import Callable

from policies.values import Unknown

from ..bounds import fits
from ..calls import Function, Needs
from ..domain import SEQUENCES, Failure, Lst, Pending, Value, first_unknown, made_from
from ..primitives import text, to_text, whole
from .characters import characters


def _on_text(change: Callable[[str], str]) -> Function:
    return Function(lambda value: change(text(value)))


def _upper(value: str) -> str:
    return "".join(map(_single_upper, value))


def _single_upper(character: str) -> str:
    """Go changes one character into one: "ß" stays."""
    found = character.upper() if len(character.upper()) == 1 else character.title()
    return found if len(found) == 1 else character


def _lower(value: str) -> str:
    return "".join(character.lower()[0] for character in value)


def _title(value: str) -> str:
    before = [" ", *value]
    return "".join(_single_title(one) if _separates(old) else one for old, one in zip(before, value, strict=False))


def _single_title(character: str) -> str:
    found = character.title()
    return found if len(found) == 1 else character


def _separates(character: str) -> bool:
    if character.isascii():
        return not (character.isalnum() or character == "_")
    return character.isspace()


def _chomp(value: str) -> str:
    return value.rstrip("\r\n")


def _trim(value: Value, characters: Value) -> str:
    return text(value).strip(text(characters)) if text(characters) else text(value)


def _split(separator: Value, value: Value) -> Lst:
    if text(separator) == "":
        return Lst(text(value))
    return Lst(text(value).split(text(separator)))


def _join(separator: Value, *lists: Value) -> Value:
    """One element alone is that element: ``join("", x[*].arn)`` stays the reference."""
    items = [item for one in lists for item in _elements(one)]
    if len(items) == 1 and isinstance(items[0], Unknown) and getattr(items[0], "kind", "") != "sequence":
        return items[0]
    if first_unknown(tuple(items)) or isinstance(separator, Unknown):
        return made_from("join", separator, *lists, kind="string")
    texts = list(map(text, items))
    fits(sum(map(len, texts)) + len(text(separator)) * len(texts))
    return text(separator).join(texts)


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
    subject, inserted = text(value), text(new)
    fits(len(subject) + subject.count(pattern) * len(inserted))
    return subject.replace(pattern, inserted)


def _substr(value: Value, offset: Value, length: Value) -> str:
    found, start, size = characters(text(value)), whole(offset), whole(length)
    if max(abs(start), abs(size)) >> 62:
        raise ValueError("a number of more than 64 bits")
    if start < 0:
        size = size or -1  # as Terraform has it
        start = max(start + len(found), 0)
    return "".join(found[start:] if size < 0 else found[start : start + size])


def _strrev(value: Value) -> str:
    return "".join(reversed(characters(text(value))))


def _indent(spaces: Value, value: Value) -> str:
    if not 0 <= whole(spaces) <= 1000:
        raise ValueError("an indentation of that size")
    fits(len(text(value)) + text(value).count("\n") * whole(spaces))
    return text(value).replace("\n", "\n" + " " * whole(spaces))


def _starts(value: Value, prefix: Value) -> Value:
    """Of an unknown text the beginning may be known, and that may be enough."""
    if isinstance(value, Unknown) and isinstance(prefix, str):
        if value.starts.startswith(prefix):
            return True
        if not prefix.startswith(value.starts):
            return False
    if first_unknown((value, prefix)):
        return made_from("startswith", value, prefix, kind="bool")
    return text(value).startswith(text(prefix))


def _trim_space(value: Value) -> Value:
    return value if isinstance(value, Unknown) else text(value).strip(" \t\n\v\f\r\x85\xa0")


FUNCTIONS = {
    "upper": _on_text(_upper),
    "lower": _on_text(_lower),
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
    "startswith": Function(_starts, Needs.NOTHING),
    "endswith": Function(lambda value, suffix: text(value).endswith(text(suffix))),
    "strcontains": Function(lambda value, part: text(part) in text(value)),
    "tostring": Function(lambda value: None if value is None else to_text(value), Needs.NOTHING),
}
