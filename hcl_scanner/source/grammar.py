"""python-hcl2's grammar in a Lark parser of our own: no tree, no second pass, a private cache.

Importing lark and building the tables costs more than scanning a small folder, so it is done when first needed.
"""

from __future__ import annotations

import gc
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any


def package_folder() -> Path:
    """Where python-hcl2 and its grammar are installed."""
    # Importing the package itself would cost 70 ms for modules that are not needed here.
    spec = importlib.util.find_spec("hcl2")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("python-hcl2 is not installed", name="hcl2")
    return Path(spec.submodule_search_locations[0])


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("_lbgate_hcl2_postlexer", path)
    assert isinstance(spec, ModuleSpec) and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@lru_cache(maxsize=2)
def _parser(cache: bool) -> tuple[Any, Any]:
    import lark

    from .building import SyntaxBuilder
    from .caching import cache_folder

    folder = cache_folder() if cache else None
    package = package_folder()
    builder = SyntaxBuilder()
    parser = lark.Lark(
        (package / "hcl2.lark").read_text(encoding="utf-8"),
        parser="lalr",
        start=["body", "expression"],
        postlex=_load(package / "postlexer.py").PostLexer(),
        transformer=builder,
        cache=str(folder / "grammar.lark") if folder else False,
    )
    return parser, builder


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
    with _without_garbage_collection():
        parser, builder = _parser(cache)
    from lark.exceptions import LarkError, UnexpectedInput

    builder.source = source
    try:
        with _without_garbage_collection():
            return parser.parse(text, start=start)
    except UnexpectedInput as error:
        offset = error.pos_in_stream
        raise NotParsed(len(text) if offset is None or offset < 0 else offset, _reason(text, offset)) from None
    except (LarkError, RecursionError) as error:
        raise NotParsed(0, "it is nested too deeply" if isinstance(error, RecursionError) else str(error)) from None


def _reason(text: str, offset: int | None) -> str:
    if offset is None or not 0 <= offset < len(text):
        return "it ends too early"
    here = text[offset : offset + 20].split("\n", maxsplit=1)[0].strip()
    return f"unexpected {here.split()[0]!r}" if here else "unexpected end of line"
