"""The escapes of a quoted string."""

from __future__ import annotations

import re
from unicodedata import normalize

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SINGLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


def unescape(text: str) -> str:
    """The characters that the text between two quotes stands for."""
    return composed(_ESCAPE.sub(_character, text) if "\\" in text else str(text))


def composed(text: str) -> str:
    """Terraform keeps every text in Unicode's normal form C."""
    return text if text.isascii() else normalize("NFC", text)


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code and (number := int(code, 16)) < 0x110000:
        return chr(number)
    return _SINGLE.get(found[3], found[0])
