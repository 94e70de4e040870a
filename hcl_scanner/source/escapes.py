"""The escapes of a quoted string."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SINGLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


def unescape(text: str) -> str:
    """The characters that the text between two quotes stands for."""
    return _ESCAPE.sub(_character, text) if "\\" in text else str(text)


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code and (number := int(code, 16)) < 0x110000:
        return chr(number)
    return _SINGLE.get(found[3], found[0])
