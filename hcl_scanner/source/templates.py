"""Templates read from their source: heredocs, quoted strings with directives, JSON strings, template files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .escapes import composed, unescape
from .grammar import NotParsed
from .parsing import parse_expression
from .slicer import string_end
from .syntax import Literal, Node, Parens, Template, TemplateFor, TemplateIf

_OPENING = re.compile(r"\$\$\{|%%\{|\$\{|%\{")
_HEREDOC = re.compile(r"<<(-?)[ \t]*([\w.-]+)[ \t]*\r?\n")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FOR = re.compile(r"for\s+([\w-]+)\s*(?:,\s*([\w-]+)\s*)?in\s(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Sequence:
    """``${…}`` (kind "value") or ``%{…}`` (its keyword), with what stands in it."""

    kind: str
    text: str
    left: bool
    right: bool


@lru_cache(maxsize=4096)
def quoted_template(source: str) -> Node:
    """A quoted string from its opening to its closing quote. Raises ``NotParsed``."""
    return _assembled(_stripped([unescape(p) if isinstance(p, str) else p for p in _pieces(source[1:-1])]))


@lru_cache(maxsize=1024)
def heredoc(source: str) -> Node:
    """A heredoc from its ``<<`` to its closing marker. Raises ``NotParsed``."""
    opening = _HEREDOC.match(source)
    if opening is None:
        raise NotParsed(0, "the heredoc has no marker")
    lines = source[opening.end() :].rsplit("\n", 1)
    pieces = _stripped(_lines(lines[0] + "\n" if len(lines) == 2 else ""))
    return _assembled(_dedented(pieces) if opening[1] else pieces)


@lru_cache(maxsize=4096)
def bare_template(text: str) -> Node:
    """A template without delimiters: a string in JSON syntax, a template file. Raises ``NotParsed``."""
    return _assembled(_stripped(_lines(text)))


def _pieces(text: str) -> Iterator[str | _Sequence]:
    position, literal = 0, ""
    while found := _OPENING.search(text, position):
        literal += text[position : found.start()]
        if len(found[0]) == 3:
            literal, position = literal + found[0][1:], found.end()
            continue
        yield literal
        end = _sequence_end(text, found.end())
        yield _sequence(text[found.end() : end - 1], found[0] == "${")
        position, literal = end, ""
    yield literal + text[position:]


def _lines(text: str) -> list[str | _Sequence]:
    """The pieces with literal text cut after each newline: a ``~`` strips no further than to the end of a line."""
    return [part for piece in _pieces(text) for part in (_LINE.findall(piece) if isinstance(piece, str) else [piece])]


def _sequence_end(text: str, inside: int) -> int:
    """The offset after the ``}`` that closes a template sequence."""
    depth, position = 1, inside
    while position < len(text):
        here = text[position]
        if here == '"':
            end = string_end(text, position)
            if end is None:
                break
            position = end
            continue
        depth += {"{": 1, "}": -1}.get(here, 0)
        position += 1
        if depth == 0:
            return position
    raise NotParsed(inside, "the template is never closed")


def _sequence(inner: str, value: bool) -> _Sequence:
    left, right = inner.startswith("~"), inner.endswith("~") and len(inner) > 1
    text = inner[left : len(inner) - right].strip()
    if value:
        return _Sequence("value", text, left, right)
    word = re.match(r"[a-z]*", text)
    kind = word[0] if word else ""
    return _Sequence(kind, text[len(kind) :].strip() if kind != "for" else text, left, right)


def _dedented(pieces: list[str | _Sequence]) -> list[str | _Sequence]:
    """Takes the least indentation off all lines, those aside that are blank; one that opens with a sequence has none.

    What a ``~`` stripped to nothing ends no line, so the text behind it begins none (HCL's flushHeredocTemplateParts).
    """
    starts = [piece for piece, fresh in _with_freshness(pieces) if fresh and not _is_blank(piece)]
    least = min((_indentation(piece) for piece in starts), default=0)
    return [
        piece[least:] if fresh and isinstance(piece, str) and not _is_blank(piece) else piece
        for piece, fresh in _with_freshness(pieces)
    ]


def _with_freshness(pieces: list[str | _Sequence]) -> Iterator[tuple[str | _Sequence, bool]]:
    """Each piece, and whether it begins a line."""
    fresh = True
    for piece in pieces:
        yield piece, fresh
        fresh = isinstance(piece, str) and piece.endswith("\n")


def _is_blank(piece: str | _Sequence) -> bool:
    return isinstance(piece, str) and piece.endswith("\n") and not piece.strip()


def _indentation(piece: str | _Sequence) -> int:
    return len(piece) - len(piece.lstrip()) if isinstance(piece, str) else 0


def _assembled(pieces: list[str | _Sequence]) -> Node:
    melded: list[str | _Sequence] = []
    for piece in pieces:
        if melded and isinstance(piece, str) and isinstance(text := melded[-1], str):
            melded[-1] = text + piece
        else:
            melded.append(piece)
    texts = [piece for piece in melded if piece != ""]
    parts, rest = _parts(texts, 0, ())
    if rest != len(texts):
        raise NotParsed(0, "a template directive has no beginning")
    if len(parts) == 1 and isinstance(parts[0], Literal):
        return parts[0]
    return Template(0, 0, parts) if parts else Literal(0, 0, "")


def _stripped(pieces: list[str | _Sequence]) -> list[str | _Sequence]:
    out = list(pieces)
    for number, piece in enumerate(pieces):
        if isinstance(piece, str):
            continue
        before, after = number - 1, number + 1
        if piece.left and before >= 0 and isinstance(text := out[before], str):
            out[before] = text.rstrip()
        if piece.right and after < len(out) and isinstance(text := out[after], str):
            out[after] = text.lstrip()
    return out


def _parts(pieces: list[str | _Sequence], at: int, ends: tuple[str, ...]) -> tuple[tuple[Node, ...], int]:
    """The parts up to one of the closing directives, and the position of that directive."""
    parts: list[Node] = []
    while at < len(pieces):
        piece = pieces[at]
        if isinstance(piece, str):
            parts.append(Literal(0, 0, composed(piece)))
            at += 1
        elif piece.kind == "value":
            parts.append(Parens(0, 0, parse_expression(piece.text)))
            at += 1
        elif piece.kind in ends:
            return tuple(parts), at
        else:
            part, at = _directive(pieces, at, piece)
            parts.append(part)
    if ends:
        raise NotParsed(0, f"a template directive lacks its {ends[-1]}")
    return tuple(parts), at


def _directive(pieces: list[str | _Sequence], at: int, opening: _Sequence) -> tuple[Node, int]:
    if opening.kind == "if":
        yes, at = _parts(pieces, at + 1, ("else", "endif"))
        no: tuple[Node, ...] = ()
        closing = pieces[at]
        if isinstance(closing, _Sequence) and closing.kind == "else":
            no, at = _parts(pieces, at + 1, ("endif",))
        return TemplateIf(0, 0, parse_expression(opening.text), yes, no), at + 1
    loop = _FOR.fullmatch(opening.text)
    if opening.kind != "for" or loop is None:
        raise NotParsed(0, f"unknown template directive {opening.kind!r}")
    parts, at = _parts(pieces, at + 1, ("endfor",))
    key, item = (loop[1], loop[2]) if loop[2] else (None, loop[1])
    return TemplateFor(0, 0, key, item, parse_expression(loop[3].strip()), parts), at + 1
