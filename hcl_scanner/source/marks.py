"""Whether a value may be sensitive or ephemeral: read off the expression, since values here carry no marks."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, Any

from . import syntax
from .grammar import NotParsed
from .templates import heredoc, quoted_template

if TYPE_CHECKING:
    from .expressions import Scope

_DEEPEST = 16
_PLAIN_ROOTS = frozenset({"path", "terraform"})


class Mark(Enum):
    """``UNSURE`` where something may be marked that cannot be followed from here."""

    NONE = "none"
    SENSITIVE = "sensitive"
    UNSURE = "unsure"


def mark_of(node: syntax.Node, scope: Scope) -> Mark:
    """The mark on the value of an expression."""
    if isinstance(node, syntax.Parens):
        return mark_of(node.inner, scope)
    if isinstance(node, syntax.Call) and node.name == "sensitive":
        return Mark.SENSITIVE
    return Mark.NONE if _plain(node, scope, frozenset(), _DEEPEST) else Mark.UNSURE


def _plain(node: syntax.Node, scope: Scope, bound: frozenset[str], depth: int) -> bool:
    """Whether nothing in an expression can carry a mark."""
    match node:
        case syntax.Call(name="nonsensitive"):
            return True
        case syntax.Call(name="sensitive" | "rsadecrypt"):
            return False
        case syntax.Attribute(of=syntax.Name(name="var"), name=name):
            return _plain_variable(name, scope)
        case syntax.Attribute(of=syntax.Name(name="local"), name=name):
            setting = getattr(scope.module, "configuration", None) and scope.module.configuration.local(name)  # type: ignore[attr-defined]
            return bool(depth and setting and _plain(setting.expression, scope, frozenset(), depth - 1))
        case syntax.Name(name=name):
            return name in bound or name in _PLAIN_ROOTS
        case syntax.RawTemplate(text=text):
            return _plain_template(text, scope, bound, depth)
    names = frozenset(n for n in (getattr(node, "key", None), getattr(node, "item", None)) if isinstance(n, str))
    return all(_plain(inner, scope, bound | names, depth) for inner in _inside(node))


def _plain_template(text: str, scope: Scope, bound: frozenset[str], depth: int) -> bool:
    read = heredoc if text.startswith("<<") else quoted_template
    try:
        return _plain(read(text), scope, bound, depth)
    except NotParsed:
        return False


def _plain_variable(name: str, scope: Scope) -> bool:
    """A variable of the root module that is declared, and not as sensitive or ephemeral."""
    configuration = getattr(scope.module, "configuration", None)
    section = configuration.section("variable", name) if configuration and not scope.module.prefix else None  # type: ignore[attr-defined]
    return section is not None and not {"sensitive", "ephemeral"} & set(section.settings)


def _inside(node: Any) -> Iterator[syntax.Node]:
    """The expressions that an expression is made of."""
    for part in node if isinstance(node, tuple) else ():
        if hasattr(part, "_fields"):
            yield part
        elif isinstance(part, tuple):
            yield from _inside(part)
