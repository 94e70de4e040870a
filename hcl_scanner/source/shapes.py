"""What a branch that fails would have been, as far as its type goes: Terraform converts the other branch to fit it."""

from __future__ import annotations

from . import syntax
from .domain import Failure, Obj, Tup, Value, pending
from .expressions import Scope, evaluate
from .null_types import null_kind
from .primitives import text

_BOOLS = frozenset({"==", "!=", "<", ">", "<=", ">=", "&&", "||", "!"})


def shape(node: syntax.Node, scope: Scope) -> Value:
    """The value, with an unknown for each part that fails, and for a null whose type is known.

    Raises ``Failure`` where its type cannot be told.
    """
    try:
        value = evaluate(node, scope)
    except Failure:
        return _shape(node, scope)
    return _shape_of_null(node, scope) if value is None else value


def _shape_of_null(node: syntax.Node, scope: Scope) -> Value:
    match node:
        case syntax.Parens(inner=inner):
            return _shape_of_null(inner, scope)
        case syntax.Conditional(yes=yes, no=no):
            sides = (shape(side, scope) for side in (yes, no))
            return next((side for side in sides if side is not None), None)
    kind = null_kind(node, scope)
    return pending("null", kind=kind) if kind else None


def _shape(node: syntax.Node, scope: Scope) -> Value:
    match node:
        case syntax.Parens(inner=inner):
            return _shape(inner, scope)
        case syntax.TupleOf(items=items):
            return Tup(shape(item, scope) for item in items)
        case syntax.ObjectOf(items=items):
            return Obj((text(evaluate(key, scope)), shape(item, scope)) for key, item in items)
        case syntax.Template() | syntax.RawTemplate() | syntax.BareTemplate():
            return pending("template", kind="string")
        case syntax.Binary(operator=operator) | syntax.Unary(operator=operator):
            return pending(operator, kind="bool" if operator in _BOOLS else "number")
        case syntax.Call(name=name) if name.removeprefix("core::") not in ("try", "element", "lookup", "one"):
            kind = null_kind(node, scope)
            if not kind:
                raise Failure("its type depends on its arguments")
            return pending(name, kind=kind)
        case syntax.Conditional():
            raise Failure("its type depends on a condition")
    return pending("a part that fails")
