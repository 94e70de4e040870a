"""The type of what is null: values here carry none, so it is read off the expression that the null comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import syntax
from .signatures import signature
from .type_constraints import ANY, Collection, Objects, Tuples, Type, kind_of_type, read_type
from .unification import rank

if TYPE_CHECKING:
    from .expressions import Scope

_DEEPEST = 16


def null_kind(node: syntax.Node, scope: Scope, depth: int = _DEEPEST) -> str:
    """Its kind: "string", "number", "bool", "sequence" or "mapping"; empty where it is not certain, as for ``null`` itself."""
    match node:
        case syntax.Parens(inner=inner):
            return null_kind(inner, scope, depth)
        case syntax.Attribute(of=syntax.Name(name="local"), name=name) if depth:
            setting = _configured(scope, "local", name)
            return null_kind(setting.expression, scope, depth - 1) if setting else ""
        case syntax.Attribute() | syntax.Index():
            return kind_of_type(_type(node, scope))
        case syntax.Conditional(yes=yes, no=no):
            kinds = {null_kind(side, scope, depth) for side in (yes, no) if not _is_null(side)}
            return kinds.pop() if len(kinds) == 1 else ""
        case syntax.Template() | syntax.RawTemplate() | syntax.BareTemplate():
            return "string"
        case syntax.Literal(value=value) if value is not None:
            return rank(value)
        case syntax.TupleOf() | syntax.For(name=None):
            return "sequence"
        case syntax.ObjectOf() | syntax.For():
            return "mapping"
        case syntax.Call(name=name):
            found = signature(name.removeprefix("core::"))
            return found.gives if found else ""
    return ""


def _is_null(node: syntax.Node) -> bool:
    return isinstance(node, syntax.Literal) and node.value is None


def _configured(scope: Scope, kind: str, name: str) -> syntax.Setting | None:
    configuration = getattr(scope.module, "configuration", None)
    if configuration is None:
        return None
    if kind == "local":
        found: syntax.Setting | None = configuration.local(name)
        return found
    section = configuration.section("variable", name)
    return section.settings.get("type") if section else None


def _type(node: syntax.Node, scope: Scope) -> Type:
    """The declared type of a variable, or of what stands in it."""
    match node:
        case syntax.Attribute(of=syntax.Name(name="var"), name=name):
            setting = _configured(scope, "variable", name)
            return read_type(setting.expression, lambda _: None) if setting else ANY
        case syntax.Attribute(of=of, name=name):
            return _inside(_type(of, scope), name)
        case syntax.Index(of=of, key=key):
            return _inside(_type(of, scope), key.value if isinstance(key, syntax.Literal) else None)
    return ANY


def _inside(type_: Type, name: object) -> Type:
    match type_:
        case Collection(element=element):
            return element
        case Objects(attributes=attributes) if name in attributes:
            return attributes[str(name)].type
        case Tuples(items=items) if isinstance(name, int) and 0 <= name < len(items):
            return items[name]
    return ANY
