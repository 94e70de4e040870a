"""Makes text that came from the input safe to print: what would move the cursor or hide is spelled out."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable

from policies.graph import Problem

WIDTH = 80
NAMED = 5
"""How many listeners, modules or places of one kind are named; --format json names all."""

_ODD = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control, format (bidirectional overrides, zero-width), surrogate, private and unassigned characters, separators."""

# A CI runner takes a line that starts with ``::`` (after blanks), and ``##[`` anywhere, for a command of the workflow
# (src/Runner.Common/ActionCommand.cs of github.com/actions/runner).
_COMMAND = re.compile(r"(?<!\S)::|##(?=\[)")


def visible(text: str) -> str:
    """The text on one line with every odd character as its ``\\u`` escape."""
    if text.isascii() and text.isprintable() and not _COMMAND.search(text):
        return text
    plain = "".join(_escaped(each) if _is_odd(each) else each for each in text)
    return _COMMAND.sub(lambda found: _escaped(found[0][0]) + found[0][1:], plain)


def wrapped(text: str, first: str = "", later: str | None = None) -> list[str]:
    """The text in lines of at most 80 columns; a name that is longer stays whole, so that it can be copied."""
    return textwrap.wrap(
        visible(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if later is None else later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def some(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"


def problem_text(problem: Problem) -> str:
    """``main.tf:7:3: the reason``."""
    return f"{_place(problem)}: {problem.reason}"


def problem_texts(problems: Iterable[Problem]) -> list[str]:
    """The same, the places of one reason together."""
    places: dict[str, list[str]] = {}
    for problem in problems:
        places.setdefault(problem.reason, []).append(_place(problem))
    return [f"{some(names)}: {reason}" for reason, names in places.items()]


def _place(problem: Problem) -> str:
    return ":".join(str(each) for each in (problem.file, problem.line, problem.column) if each is not None)


def _is_odd(character: str) -> bool:
    return unicodedata.category(character) in _ODD or (character.isspace() and character != " ")


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
