"""The edit of one literal: a quoted word or a number gets another value and stays spelled as it was."""

from __future__ import annotations

import re

_LITERAL = re.compile(r'"[\w+/:.-]*"|[0-9]+', re.ASCII)
_VALUE = re.compile(r"[\w+/:.-]+", re.ASCII)


def respelled(literal: str, value: str) -> str | None:
    """The literal with another value, in quotes where it had some; None where either is more than a word or a number."""
    if not _LITERAL.fullmatch(literal) or not _VALUE.fullmatch(value):
        return None
    if literal.startswith('"'):
        return f'"{value}"'
    return value if value.isdigit() else None
