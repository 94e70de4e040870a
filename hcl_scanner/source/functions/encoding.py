"""JSON, base64, URL and character encodings."""

from __future__ import annotations

import re
from typing import Any

from ..arithmetic import parse_number, spell_number
from ..calls import Function
from ..domain import Failure, Obj, Tup, Value, is_number
from ..primitives import text

_SPECIAL = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_ESCAPED = re.compile('["\\\\<>&\x00-\x1f\u2028\u2029]')


def to_json(value: Value) -> str:
    """The compact JSON text of a known value, as Go writes it."""
    if isinstance(value, str):
        return '"' + _ESCAPED.sub(lambda c: _SPECIAL.get(c[0]) or f"\\u{ord(c[0]):04x}", value) + '"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if is_number(value):
        return spell_number(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{to_json(key)}:{to_json(item)}" for key, item in sorted(value.items())) + "}"
    return "[" + ",".join(map(to_json, value)) + "]"


def from_json(source: Value) -> Value:
    import json

    try:
        return _typed(json.loads(text(source), parse_int=_number, parse_float=_number, parse_constant=_number))
    except json.JSONDecodeError as error:
        raise Failure(f"not JSON: {error}") from None


def _number(digits: str) -> Value:
    found = parse_number(digits)
    if found is None:
        raise Failure("a number that cannot be held")
    return found


def _typed(value: Any) -> Value:
    if isinstance(value, dict):
        return Obj((key, _typed(item)) for key, item in sorted(value.items()))
    return Tup(map(_typed, value)) if isinstance(value, list) else value


def _to_base64(value: Value) -> str:
    import base64

    return base64.b64encode(text(value).encode()).decode()


def _from_base64(value: Value) -> str:
    import base64
    import binascii

    try:
        return base64.b64decode(text(value), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise Failure("not the base64 of a text") from None


def _url(value: Value) -> str:
    from urllib.parse import quote_plus

    return quote_plus(text(value), safe="")


_CHARACTERS = {
    "utf-8": "utf-8", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "iso-8859-1": "iso-8859-1", "latin1": "iso-8859-1",
    "iso-8859-2": "iso-8859-2", "iso-8859-5": "iso-8859-5", "iso-8859-15": "iso-8859-15", "windows-1250": "cp1250",
    "windows-1251": "cp1251", "windows-1252": "cp1252", "koi8-r": "koi8-r", "us-ascii": "ascii", "shift_jis": "ascii",
}  # fmt: skip
"""Character encodings that Go and Python know alike: https://www.iana.org/assignments/character-sets"""


def _characters(encoding: Value) -> str:
    found = _CHARACTERS.get(text(encoding).lower())
    if found is None:
        raise ValueError("a character encoding of that name")
    return found


def _text_to_base64(value: Value, encoding: Value) -> str:
    import base64

    try:
        return base64.b64encode(text(value).encode(_characters(encoding))).decode()
    except UnicodeEncodeError:
        raise Failure("a character that the encoding has not") from None


def _text_from_base64(value: Value, encoding: Value) -> str:
    import base64
    import binascii
    import unicodedata

    codec = _characters(encoding)
    try:
        data = base64.b64decode(text(value), validate=True)
    except binascii.Error:
        raise Failure("this is not base64") from None
    return unicodedata.normalize("NFC", data.decode(codec))


FUNCTIONS = {
    "textencodebase64": Function(_text_to_base64),
    "textdecodebase64": Function(_text_from_base64),
    "jsonencode": Function(to_json),
    "jsondecode": Function(from_json),
    "base64encode": Function(_to_base64),
    "base64decode": Function(_from_base64),
    "urlencode": Function(_url),
}
