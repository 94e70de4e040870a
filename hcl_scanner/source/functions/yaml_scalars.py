"""What the scalars of YAML stand for, as go-cty-yaml resolves them: YAML 1.1 words, YAML 1.2 numbers."""

from __future__ import annotations

import re

from ..arithmetic import parse_number
from ..domain import Failure, Value

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
"""https://github.com/zclconf/go-cty-yaml/blob/v1.1.0/resolve.go"""
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")
_MERGE_ESCAPE = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", " ": " ",
    '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)


def resolved(source: str, tag: str = "") -> Value:
    """The value of a scalar that is not quoted."""
    if tag in ("!!str", "!"):
        return source
    if tag not in ("", "!!int", "!!float", "!!bool", "!!null"):
        raise ValueError("a tag of that kind")
    if source in _WORDS:
        return _WORDS[source]
    if source.lower() in (".inf", "+.inf", "-.inf", ".nan"):
        raise ValueError("infinity and what is no number")
    if _DATE.match(source):
        return _date(source)
    if _INTEGER.fullmatch(source):
        return int(source, 0) if source[:2] in ("0o", "0x") else parse_number(source)
    if _FLOAT.fullmatch(source):
        return parse_number(source)
    if tag in ("!!int", "!!float", "!!bool"):
        raise Failure("the text does not fit its tag")
    return source


def _date(source: str) -> str:
    """A date is the timestamp of its midnight; other times are not read here."""
    found = _DATE.fullmatch(source)
    if found is None:
        raise ValueError("a time of that kind")
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}T00:00:00Z"


def unquoted(source: str) -> str:
    """The text between quotes; line breaks in it fold."""
    body = _folded(source[1:-1])
    if source[0] == "'":
        return body.replace("''", "'")
    return _ESCAPE.sub(_character, body)


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        return chr(int(code, 16))
    if found[4] not in _MERGE_ESCAPE:
        raise ValueError("an escape that YAML has not")
    return _MERGE_ESCAPE[found[4]]


def _folded(body: str) -> str:
    if "\n" not in body:
        return body
    if "\\\n" in body:
        raise ValueError("an escaped line break")
    return folded([line.strip(" \t") for line in body.split("\n")])


def folded(lines: list[str]) -> str:
    """Lines as one: a break is a space, an empty line a break."""
    out, pending = lines[0], 0
    for line in lines[1:]:
        if line:
            out += ("\n" * pending if pending else " ") + line
            pending = 0
        else:
            pending += 1
    return out + "\n" * pending
