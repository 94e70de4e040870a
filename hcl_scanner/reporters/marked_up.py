"""Text of the input as Markdown that forges render as it is: no markup, no mention, no link comes out of it.

CommonMark (https://spec.commonmark.org/0.31.2/) and GitHub's tables and autolinks (https://github.github.com/gfm/).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from .visible import visible

LONGEST = 300
"""Characters of a text in a table; the report as text or JSON has all of it."""

# An underscore within a word marks nothing up.
_ACTIVE = re.compile(r"[\\`*{}\[\]<>|~$!]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_BREAK = "<!-- -->"
# Forges look for mentions, issues and links in the text that is left when Markdown is done; a comment parts it.
_FOUND_LATER = re.compile(r"[@#]|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_SPAN = re.compile(r"[^`|\s]([^`|]*[^`|\s])?")


def inline(text: str) -> str:
    """Text in a paragraph or in a cell of a table."""
    shown = html.escape(_cut(text), quote=False)
    escaped = _ACTIVE.sub(lambda found: f"\\{found[0]}", shown)
    return _FOUND_LATER.sub(lambda found: f"{found[0]}{_BREAK}", escaped)


def code(text: str) -> str:
    """A name as code; in HTML where a code span cannot hold it."""
    shown = _cut(text)
    if _SPAN.fullmatch(shown):
        return f"`{shown}`"
    return f"<code>{''.join(each if each.isalnum() or each == ' ' else f'&#{ord(each)};' for each in shown)}</code>"


def summary(text: str) -> str:
    """Text in a block of HTML, where Markdown is not looked for."""
    return f"<code>{html.escape(_cut(text))}</code>"


def fenced(lines: Iterable[str], language: str = "text") -> str:
    """Lines as they are, in a fence that is longer than any within."""
    shown = [visible(line) for line in lines]
    longest = max((len(run) for line in shown for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}{language}", *shown, fence])


def link(text: str, page: str | None) -> str:
    """Our own text as a link to a vendor's page."""
    return f"[{text}]({page})" if page and re.fullmatch(r"https://[\w./#?=&%~:+,-]+", page, re.ASCII) else text


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cut(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
