"""python-hcl2's grammar, parsed straight into the syntax of ``syntax.py``: no tree, no second pass."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .building import SyntaxBuilder
    from .lalr import Parser


class NotParsed(Exception):
    """The text does not follow the grammar: the character offset and a short reason."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


def parse(text: str, source: str, start: str, cache: bool = True) -> Any:
    """What ``SyntaxBuilder`` makes of a ``body`` or an ``expression``. Raises ``NotParsed``.

    ``source`` is the original of ``text``, equally long, from which masked templates are read.
    """
    from .lalr import Unexpected

    parser, builder = _parser(cache)
    builder.source = source
    try:
        return parser.parse(text, start)
    except Unexpected as error:
        raise NotParsed(error.offset, _reason(text, error.offset)) from None


@lru_cache(maxsize=2)
def _parser(cache: bool) -> tuple[Parser, SyntaxBuilder]:
    from .building import SyntaxBuilder
    from .caching import cache_folder
    from .lalr import Parser
    from .tables import read_tables

    builder = SyntaxBuilder()
    return Parser(read_tables(cache_folder() if cache else None), lambda rule: getattr(builder, rule, None)), builder


def _reason(text: str, offset: int) -> str:
    if offset >= len(text):
        return "it ends too early"
    here = text[offset : offset + 20].split("\n", maxsplit=1)[0].strip()
    return f"unexpected {here.split()[0]!r}" if here else "unexpected end of line"
