"""On which lines of a TOML text something stands, which Python's reader does not tell."""

from __future__ import annotations

import re

_TEXT = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|(?P<line>"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\')|#[^\n]*',
    re.DOTALL,
)
_AFTER_KEY = re.compile(r"[ \t]*[=.\]]")
PREFIX = r"(?:tool\s*\.\s*lbgate\s*\.\s*)?"


def without_texts(toml: str) -> str:
    """The same lines with every value that is a text, and every comment, left blank."""
    return _TEXT.sub(lambda found: found[0] if _is_key(found) else re.sub(r"[^\n]", " ", found[0]), toml)


def _is_key(found: re.Match[str]) -> bool:
    return bool(found["line"] and _AFTER_KEY.match(found.string, found.end()))


def line_of(toml: str, key: str, line: int = 1) -> int:
    """The line of a key or of its table, at or after ``line``; that line where it is written in a way not looked for."""
    name = rf"""["']?{re.escape(key)}["']?"""
    pattern = re.compile(rf"^\s*(?:{name}\s*[=.]|\[+\s*{PREFIX}{name})|[{{,]\s*{name}\s*=", re.MULTILINE)
    text = without_texts(toml)
    found = pattern.search(text, _offset(text, line))
    return text.count("\n", 0, found.end()) + 1 if found else line


def table_line(toml: str) -> int:
    """The line of the table of lbgate, among those of other tools; the first where there is none."""
    text = without_texts(toml)
    found = re.search(r"""^\s*\[+\s*tool\s*\.\s*["']?lbgate\b""", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def entry_lines(toml: str, key: str, number: int) -> list[int]:
    """The lines of the ``number`` tables in a list: of their ``[[key]]``, or of the braces after ``key =``."""
    text = without_texts(toml)
    heads = re.finditer(rf"""^[ \t]*\[\[\s*{PREFIX}["']?{re.escape(key)}["']?\s*\]\]""", text, re.MULTILINE)
    ends = [found.end() for found in heads]
    if len(ends) != number:
        start = _offset(text, line_of(toml, key, table_line(toml)))
        ends = [found.end() for found in re.finditer(r"\{", text[start:])][:number]
        ends = [start + end for end in ends]
    lines = [text.count("\n", 0, end) + 1 for end in ends]
    return lines if len(lines) == number else [line_of(toml, key, table_line(toml))] * number


def _offset(text: str, line: int) -> int:
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1])
