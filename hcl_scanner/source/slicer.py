"""Cuts Terraform source into its top-level blocks without parsing them: type, labels and span of each.

Possessive quantifiers keep the patterns from backtracking, so an ordinary block is matched in one step; only deep
nesting and heredocs are walked token by token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

COMMENT = r"(?:\#[^\n]*+|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)"
IDENTIFIER = r"[^\W\d][\w-]*+"
_GAP = rf"(?:[ \t\r]++|{COMMENT})*+"


def _string(depth: int) -> str:
    template = "(?!)"
    if depth:
        template = rf'[$%]\{{(?:[^{{}}"#/]++|{COMMENT}|/|{_string(depth - 1)}|\{{[^{{}}"]*+\}})*+\}}'
    return rf'"(?:[^"\\$%\n]++|\\.|\$\$\{{|%%\{{|[$%](?!\{{)|{template})*+"'


STRING = _string(2)
HEREDOC_START = r"<<-?[ \t]*(?P<tag>[\w][\w.-]*+)[ \t]*\r?\n"


def _body(depth: int) -> str:
    inner = rf"|\{{{_body(depth - 1)}\}}" if depth else ""
    return rf'(?:[^"{{}}\#/<]++|{COMMENT}|{STRING}|/(?![/*])|<(?!<){inner})*+'


_HEADER = re.compile(rf'({IDENTIFIER})((?:{_GAP}(?:"(?:[^"\\\n]|\\.)*+"|{IDENTIFIER}))*+){_GAP}\{{')
_ATTRIBUTE = re.compile(rf"({IDENTIFIER})[ \t]*+=(?!=)")
_LABEL = re.compile(rf'{COMMENT}|"((?:[^"\\\n]|\\.)*+)"|({IDENTIFIER})')
_WHOLE_BODY = re.compile(_body(3) + r"\}")
_TOKEN = re.compile(
    rf"(?P<plain>[^\"{{}}\#/<$%]++|{COMMENT}|{STRING}|[/<$%](?!\{{)(?!<)(?<!/(?=\*)))|{HEREDOC_START}|(?P<one>.)",
    re.DOTALL,
)
_BLANK = re.compile(rf"(?:[\s,;]++|{COMMENT})++")
_RESUME = re.compile(
    r"^(?:resource|data|module|variable|output|locals|provider|terraform|moved|import|removed|check|ephemeral)"
    r'(?=[ \t]*(?:"[^"\n]*"[ \t]*)*\{)',
    re.MULTILINE,
)
_DEEPEST = 400
_MOST_BROKEN = 20  # each may be looked through to the end of the file


class Span(NamedTuple):
    """One top-level block: offsets are characters of the text; ``opening`` is where its ``{`` stands.

    ``broken`` is why it could not be cut out whole, and None where it could.
    """

    type: str
    labels: tuple[str, ...]
    start: int
    opening: int
    end: int
    broken: str | None = None


def slice_blocks(text: str) -> Iterator[Span]:
    """Every top-level block in order. After a broken one, reading goes on at the next line that starts a block."""
    position = broken = 0
    while position < len(text):
        blank = _BLANK.match(text, position)
        position = blank.end() if blank else position
        if position >= len(text):
            return
        span = _block_at(text, position)
        position = span.end
        broken += span.broken is not None
        if broken > _MOST_BROKEN:
            yield span._replace(
                end=len(text), broken=f"more than {_MOST_BROKEN} blocks cannot be read; the rest is left out"
            )
            return
        if span.type or span.broken:
            yield span


def _block_at(text: str, start: int) -> Span:
    header = _HEADER.match(text, start)
    if header is None:
        return _outside(text, start)
    labels = tuple(found[found.lastindex] for found in _LABEL.finditer(header[2]) if found.lastindex)
    opening = header.end() - 1
    end = _block_end(text, header.end())
    if end is None:
        return Span(
            header[1], labels, start, opening, _resume(text, start + 1), "the block, or a string in it, is never closed"
        )
    return Span(header[1], labels, start, opening, end)


def _outside(text: str, start: int) -> Span:
    attribute = _ATTRIBUTE.match(text, start)
    found = f"the attribute {attribute[1]}" if attribute else repr(text[start])
    return Span("", (), start, start, _resume(text, start + 1), f"a block was expected here, not {found}")


def _resume(text: str, start: int) -> int:
    found = _RESUME.search(text, start)
    return found.start() if found else len(text)


def _block_end(text: str, inside: int) -> int | None:
    whole = _WHOLE_BODY.match(text, inside)
    return whole.end() if whole else _walk(text, inside)


def _walk(text: str, position: int) -> int | None:
    """The end of the block whose body begins here; None where the text ends before."""
    depth = 1
    while token := next_token(text, position):
        kind, position = token
        if kind == "broken":
            return None
        depth += {"{": 1, "}": -1}.get(kind, 0)
        if depth == 0:
            return position
        if depth > _DEEPEST:
            return None
    return None


def next_token(text: str, position: int) -> tuple[str, int] | None:
    """The token at a position and its end: ``plain``, ``heredoc``, ``string``, one character, or ``broken``."""
    token = _TOKEN.match(text, position)
    if token is None:
        return None
    if token["tag"]:
        end = heredoc_end(text, token.end(), token["tag"])
        return ("heredoc", end) if end is not None else ("broken", len(text))
    if token["one"] == '"':
        string = string_end(text, position)
        return ("string", string) if string is not None else ("broken", len(text))
    if token["one"] == "/":  # a comment that is never closed
        return "broken", len(text)
    return (token["one"] or "plain"), token.end()


def heredoc_end(text: str, body: int, tag: str) -> int | None:
    """Where the closing marker of a heredoc ends (trailing blanks included, the newline not)."""
    marker = re.compile(rf"^[ \t]*{re.escape(tag)}[ \t]*+(?=\r?$)", re.MULTILINE).search(text, body)
    return marker.end() if marker else None


def string_end(text: str, start: int) -> int | None:
    """The end of a quoted string, templates of any depth in it; None where it is never closed."""
    position, stack = start + 1, ['"']
    while stack and position < len(text) and len(stack) < _DEEPEST:
        here = text[position]
        step = _in_quotes if stack[-1] == '"' else _in_template
        position = step(text, position, here, stack)
        if position < 0:
            return None
    return None if stack else position


def _in_quotes(text: str, position: int, here: str, stack: list[str]) -> int:
    if here == "\n":
        return -1
    if here == "\\" or text[position : position + 3] in ("$${", "%%{"):
        return position + (2 if here == "\\" else 3)
    if text[position : position + 2] in ("${", "%{"):
        stack.append("{")
        return position + 2
    if here == '"':
        stack.pop()
    return position + 1


_IN_TEMPLATE = re.compile(COMMENT)


def _in_template(text: str, position: int, here: str, stack: list[str]) -> int:
    if here in '"{':
        stack.append(here)
    elif here == "}":
        stack.pop()
    elif comment := _IN_TEMPLATE.match(text, position):
        return comment.end()
    return position + 1
