"""The functions that do more than take values: ``try``, ``can``, templates by name, and what asks for marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from policies.values import Choice, OneOf

from . import syntax
from .alternatives import flat, lift, options, settled
from .calls import call
from .domain import MAPPINGS, Failed, Failure, Fields, Pending, Value, first_unknown, made_from, pending
from .marks import Mark, mark_of
from .null_types import null_kind
from .primitives import to_text
from .unification import clash, unified

if TYPE_CHECKING:
    from .expressions import Scope

Evaluate: TypeAlias = Callable[[syntax.Node, "Scope"], Value]
Render: TypeAlias = Callable[[str, Fields, Mapping[str, Value]], Value]
"""Evaluates the text of a template with names of its own."""


class _Closed(Fields):
    """What a template sees beside its own names: functions, and files where those read them."""

    def __init__(self, module: Fields) -> None:
        self._module = module

    def attribute(self, name: str) -> Value:
        raise Failure(f'the template is given no "{name}"')

    def __getattr__(self, name: str) -> object:
        return getattr(self._module, name)


def try_(node: syntax.Call, scope: Scope, evaluate: Evaluate) -> Value:
    return _first(node.arguments, lambda argument: evaluate(argument, scope))


def _first(arguments: tuple[syntax.Node, ...], evaluate: Callable[[syntax.Node], Value]) -> Value:
    """The first argument that does not fail; where one fails in some alternatives only, the next one fills those."""
    if not arguments:
        raise Failure("no argument of try succeeded")
    try:
        value = evaluate(arguments[0])
    except Failure:
        return _first(arguments[1:], evaluate)
    if not any(isinstance(choice.value, Failed) for choice in options(value)):
        return value
    try:
        rest = _first(arguments[1:], evaluate)
    except Failure as failure:
        rest = Failed(str(failure))
    return settled(flat(Choice(rest if isinstance(c.value, Failed) else c.value, c.when) for c in options(value)))


def can(node: syntax.Call, scope: Scope, evaluate: Evaluate) -> Value:
    if len(node.arguments) != 1:
        raise Failure("can takes one argument")
    try:
        value = evaluate(node.arguments[0], scope)
    except Failure:
        return False

    def fine(choice: Value) -> Value:
        if isinstance(choice, Failed):
            return False
        return made_from("can", choice, kind="bool") if first_unknown(choice) else True

    return settled(flat(Choice(fine(choice.value), choice.when) for choice in options(value)))


def coalesce(node: syntax.Call, scope: Scope, evaluate: Evaluate) -> Value:
    """What is null still has a say in the type: ``coalesce(var.text, 80)`` is "80"."""
    values = [evaluate(argument, scope) for argument in node.arguments]
    kinds = [
        null_kind(argument, scope) for argument, value in zip(node.arguments, values, strict=True) if value is None
    ]
    others = [choice.value for value in values if isinstance(value, OneOf) for choice in value.choices]
    beside = [*(pending("null", kind=kind) for kind in kinds if kind), *others]

    def typed(found: Value) -> Value:
        if any(clash(found, other) for other in beside):
            raise Failure("the arguments have no common type")
        return unified([found, *beside])[0]

    return lift(typed, call("coalesce", values, scope.module))


def typed_null(node: syntax.Call, scope: Scope, evaluate: Evaluate) -> Value:
    """Functions that take a null, but only one of their own type."""
    values = [evaluate(argument, scope) for argument in node.arguments]
    name = node.name.removeprefix("core::")
    for argument, value in zip(node.arguments, values, strict=True):
        if value is None and null_kind(argument, scope) not in (NULLS[name], ""):
            raise Failure(f"the null is no {NULLS[name]}")
    return call(name, values, scope.module)


NULLS = {"merge": "mapping", "tomap": "mapping", "tolist": "sequence", "toset": "sequence"}
"""What a null must be that a function passes over or hands on."""


def template_file(node: syntax.Call, scope: Scope, evaluate: Evaluate, render: Render) -> Value:
    if len(node.arguments) != 2:
        raise Failure("templatefile takes two arguments")
    source = call("file", [evaluate(node.arguments[0], scope)], scope.module)
    return lift(lambda text, names: _rendered(text, names, scope, render), source, evaluate(node.arguments[1], scope))


def template_string(node: syntax.Call, scope: Scope, evaluate: Evaluate, render: Render) -> Value:
    if len(node.arguments) != 2:
        raise Failure("templatestring takes two arguments")
    if not isinstance(node.arguments[0], syntax.Attribute | syntax.Index | syntax.Name):
        raise Failure("templatestring takes its template by name")

    def made(template: Value, names: Value) -> Value:
        return to_text(_rendered(to_text(template), names, scope, render))

    return lift(made, evaluate(node.arguments[0], scope), evaluate(node.arguments[1], scope))


def _rendered(source: Value, names: Value, scope: Scope, render: Render) -> Value:
    if not isinstance(source, str):
        return made_from("template", source, names)
    if isinstance(names, Pending):
        return made_from("template", names)
    if not isinstance(names, MAPPINGS):
        raise Failure("a template takes its names as a map or an object")
    if isinstance(scope.module, _Closed):
        raise Failure("a template cannot call for another")
    return render(source, _Closed(scope.module), names)


def is_sensitive(node: syntax.Call, scope: Scope, evaluate: Evaluate) -> Value:
    if len(node.arguments) != 1:
        raise Failure("issensitive takes one argument")
    value = evaluate(node.arguments[0], scope)
    mark = mark_of(node.arguments[0], scope)
    if mark is Mark.SENSITIVE:
        return True
    if mark is Mark.UNSURE or isinstance(value, Pending):
        return pending("issensitive()")
    return False


def ephemeral_as_null(node: syntax.Call, scope: Scope, evaluate: Evaluate) -> Value:
    if len(node.arguments) != 1:
        raise Failure("ephemeralasnull takes one argument")
    value = evaluate(node.arguments[0], scope)
    return made_from("ephemeralasnull", value) if mark_of(node.arguments[0], scope) is Mark.UNSURE else value
