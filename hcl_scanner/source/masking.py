"""Rewrites of equal length that let python-hcl2's grammar read what Terraform reads; no offset moves.

Heredocs are always masked (the grammar's own pattern is slow on long ones); the rest is done only for a block that
was refused without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .slicer import COMMENT, IDENTIFIER, next_token

MASK = "\x01"
"""The first character of a quoted string that stands for a template of the same length in the original text."""

_COMMENT = re.compile(COMMENT)
_PIECE = re.compile(
    rf"(?P<comment>{COMMENT})|(?P<name>{IDENTIFIER})|(?P<newline>\r?\n)|(?P<bracket>[\[\](){{}}])|(?P<other>.)"
)
_TEMPLATE = re.compile(r"[$%]\{")
_NAMESPACE = re.compile(r"\bcore::(?=\w+[ \t\r\n]*\()")
_CALL_GAP = re.compile(r"(?<=\w)([ \t]*\n[ \t\r\n]*)(?=\()")
_ARROW_GAP = re.compile(r"\n(?=[ \t\r\n]*=>)")


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of every heredoc, string and run of other text."""
    position = 0
    while position < len(text) and (token := next_token(text, position)):
        kind, end = token
        if kind == "plain" and text[position] == '"':
            kind = "string"
        yield kind, position, end
        position = end


def mask_heredocs(text: str) -> str:
    if "<<" not in text:
        return text
    return "".join(
        _placeholder(end - start) if kind == "heredoc" else text[start:end] for kind, start, end in tokens(text)
    )


def _placeholder(length: int) -> str:
    return f'"{MASK}{"_" * (length - 3)}"'


def repaired(text: str, within: str = "") -> str:
    """The text with every known gap of the grammar written around, at the same length.

    ``within`` is the bracket that it stands in: an expression alone may go over lines as in parentheses.
    """
    depth = [*within]
    parts: list[str] = []
    for kind, start, end in tokens(text):
        piece = text[start:end]
        if kind == "heredoc" or kind == "string" and (_TEMPLATE.search(piece) or not piece.isascii()):
            parts.append(_placeholder(end - start))
        elif kind == "string":
            parts.append(piece)
        else:
            parts.append(_plain(piece, depth))
    joined = "".join(parts)
    joined = _NAMESPACE.sub("      ", joined)
    joined = _CALL_GAP.sub(lambda found: " " * len(found[0]), joined)
    joined = _ARROW_GAP.sub(" ", joined)
    return _header_without_comments(joined)


def _plain(text: str, depth: list[str]) -> str:
    """Newlines inside parentheses and brackets to spaces (line comments too), comments that no line ends, names to ASCII."""
    out: list[str] = []
    for piece in _PIECE.finditer(text):
        kind, here = piece.lastgroup, piece[0]
        if kind == "bracket":
            depth.append(here) if here in "([{" else depth and depth.pop()
        if kind == "name" and not here.isascii():
            here = "".join(c if c.isascii() else f"x{ord(c):x}"[0] for c in here)
        if here.startswith("/*") or kind in ("newline", "comment") and depth and depth[-1] in "([":
            here = " " * len(here)
        out.append(here)
    return "".join(out)


def _header_without_comments(text: str) -> str:
    opening = text.find("{")
    header = _COMMENT.sub(lambda found: " " * len(found[0]), text[: max(opening, 0)])
    return header + text[max(opening, 0) :]
