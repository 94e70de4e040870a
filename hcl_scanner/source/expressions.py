"""Evaluates syntax in a scope. Whatever cannot be done is unknown; ``Failure`` is what Terraform itself would refuse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from policies.values import OneOf, Unknown

from . import special, syntax
from .access import attribute, entries, index, splat
from .alternatives import lift
from .bounds import LONGEST_TEXT, bounded, size
from .calls import call
from .comprehensions import as_groups, as_object, as_tuple, walk
from .domain import (
    Fields,
    Obj,
    Tup,
    Value,
    made_from,
    pending,
)
from .grammar import NotParsed
from .operators import Branch, binary, both, conditional, negation, negative
from .primitives import text, to_text
from .stack import step
from .templates import bare_template, heredoc, quoted_template


@dataclass(frozen=True, slots=True)
class Scope:
    """Names in sight: what ``for``, ``each``, ``count`` or a ``dynamic`` block binds, over those of the module."""

    module: Fields
    bound: Mapping[str, Value] = field(default_factory=dict)

    def find(self, name: str) -> Value:
        return self.bound[name] if name in self.bound else self.module.attribute(name)

    def with_names(self, names: Mapping[str, Value]) -> Scope:
        return Scope(self.module, {**self.bound, **names})


def evaluate(node: syntax.Node, scope: Scope) -> Value:
    """The value of an expression. Raises ``Failure``."""
    kind = type(node)
    value = _BY_KIND[kind](node, scope)
    return bounded(value) if kind in _GROWING else value


def _literal(node: syntax.Literal, scope: Scope) -> Value:
    return node.value


def _name(node: syntax.Name, scope: Scope) -> Value:
    return scope.find(node.name)


def _parens(node: syntax.Parens, scope: Scope) -> Value:
    return evaluate(node.inner, scope)


def _raw_template(node: syntax.RawTemplate, scope: Scope) -> Value:
    read = heredoc if node.text.startswith("<<") else quoted_template
    return _read_template(read, node.text, scope)


def _bare_template(node: syntax.BareTemplate, scope: Scope) -> Value:
    return evaluate_template(node.text, scope)


def evaluate_template(source: str, scope: Scope) -> Value:
    """The value of a template without delimiters (a JSON string, a template file)."""
    return _read_template(bare_template, source, scope)


def _read_template(read: Callable[[str], syntax.Node], source: str, scope: Scope) -> Value:
    try:
        node = read(source)
    except NotParsed as problem:
        return pending(f"a template that could not be read ({problem.reason})", source)
    return evaluate(node, scope)


def _template(node: syntax.Template, scope: Scope) -> Value:
    if len(node.parts) == 1 and isinstance(node.parts[0], syntax.Parens):
        return evaluate(node.parts[0], scope)
    return _joined(node.parts, scope)


def _joined(parts: tuple[syntax.Node, ...], scope: Scope) -> Value:
    return lift(_concatenated, *(evaluate(part, scope) for part in parts))


def _concatenated(*parts: Value) -> Value:
    texts = [to_text(part) for part in parts]
    if any(isinstance(part, Unknown | OneOf) for part in texts):
        made = made_from("template", *parts, kind="string")
        return replace(made, starts=_start(texts)) if isinstance(made, Unknown) else made
    if sum(map(len, texts)) > LONGEST_TEXT:
        return pending("a text that is too long")
    return "".join(texts)


def _start(texts: list[Value]) -> str:
    """What the whole certainly starts with: the texts before the first that is not known, and the start of that one."""
    start = ""
    for one in texts:
        if not isinstance(one, str):
            return start + (one.starts if isinstance(one, Unknown) else "")
        start += one
    return start


def _template_if(node: syntax.TemplateIf, scope: Scope) -> Value:
    yes, no = (Branch(partial(_joined, parts, scope), str) for parts in (node.yes, node.no))
    return conditional(evaluate(node.test, scope), yes, no)


def _template_for(node: syntax.TemplateFor, scope: Scope) -> Value:
    def walked(over: Value) -> Value:
        found = entries(over)
        if isinstance(found, Unknown):
            return made_from("template for", found)
        if not step(len(found)):
            return pending("a template of too many steps")
        names = [_bound(node.key, node.item, key, value) for key, value in found]
        return lift(_concatenated, *(_joined(node.parts, scope.with_names(bound)) for bound in names))

    return lift(walked, evaluate(node.over, scope))


def _bound(key_name: str | None, item_name: str, key: Value, item: Value) -> dict[str, Value]:
    return {item_name: item} if key_name is None else {key_name: key, item_name: item}


def _tuple(node: syntax.TupleOf, scope: Scope) -> Value:
    return Tup(evaluate(item, scope) for item in node.items)


def _object(node: syntax.ObjectOf, scope: Scope) -> Value:
    keys = [evaluate(key, scope) for key, _ in node.items]
    values = [evaluate(value, scope) for _, value in node.items]

    def made(*names: Value) -> Value:
        if any(isinstance(name, Unknown) for name in names):
            return made_from("object", *names, *values)
        return Obj(zip(map(text, names), values, strict=True))

    return lift(made, *keys)


def _attribute(node: syntax.Attribute, scope: Scope) -> Value:
    return attribute(evaluate(node.of, scope), node.name)


def _index(node: syntax.Index, scope: Scope) -> Value:
    return index(evaluate(node.of, scope), evaluate(node.key, scope))


def _splat(node: syntax.Splat, scope: Scope) -> Value:
    return splat(evaluate(node.of, scope), lambda value: _stepped(value, node.steps, scope))


def _stepped(value: Value, steps: tuple[Any, ...], scope: Scope) -> Value:
    for one in steps:
        if isinstance(one, str):
            value = attribute(value, one)
        elif type(one) is tuple:
            return splat(value, lambda inner, rest=one: _stepped(inner, rest, scope))  # type: ignore[misc]
        else:
            value = index(value, evaluate(one, scope))
    return value


def _call(node: syntax.Call, scope: Scope) -> Value:
    name = node.name.removeprefix("core::")
    if name in SPECIAL and not (node.expands and (name == "coalesce" or name in special.NULLS)):
        return SPECIAL[name](node, scope, evaluate)
    arguments = [evaluate(argument, scope) for argument in node.arguments]
    if not step(sum(map(size, arguments)) // 10):
        return pending(f"{node.name} of values that are too large")
    if not node.expands:
        return call(node.name, arguments, scope.module)

    def expanded(last: Value) -> Value:
        if not isinstance(last, tuple):
            return made_from(node.name, *arguments)
        if name == "merge" and None in last:
            return made_from(name, *arguments)  # the null may be of a type that it refuses
        return call(node.name, [*arguments[:-1], *last], scope.module)

    return lift(expanded, arguments[-1])


def _rendered(source: str, module: Fields, names: Mapping[str, Value]) -> Value:
    return evaluate_template(source, Scope(module, dict(names)))


def _conditional(node: syntax.Conditional, scope: Scope) -> Value:
    from .shapes import shape

    yes, no = (Branch(partial(evaluate, side, scope), partial(shape, side, scope)) for side in (node.yes, node.no))
    return conditional(evaluate(node.test, scope), yes, no)


def _binary(node: syntax.Binary, scope: Scope) -> Value:
    left = evaluate(node.left, scope)
    if node.operator in ("&&", "||"):
        return both(left, lambda: evaluate(node.right, scope), node.operator == "||")
    return binary(node.operator, left, evaluate(node.right, scope))


def _unary(node: syntax.Unary, scope: Scope) -> Value:
    value = evaluate(node.of, scope)
    return negation(value) if node.operator == "!" else negative(value)


def _for(node: syntax.For, scope: Scope) -> Value:
    def inner(key: Value, item: Value) -> Scope:
        return scope.with_names(_bound(node.key, node.item, key, item))

    def test(key: Value, item: Value) -> Value:
        return evaluate(node.test, inner(key, item)) if node.test else True

    def element(key: Value, item: Value) -> tuple[Value, Value]:
        here = inner(key, item)
        return evaluate(node.name, here) if node.name else None, evaluate(node.value, here)

    made = as_tuple if node.name is None else as_groups if node.groups else as_object
    return walk(evaluate(node.over, scope), test, element, made)


SPECIAL: dict[str, Callable[[syntax.Call, Scope, special.Evaluate], Value]] = {
    "try": special.try_,
    "can": special.can,
    "coalesce": special.coalesce,
    **dict.fromkeys(special.NULLS, special.typed_null),
    "templatefile": partial(special.template_file, render=_rendered),
    "templatestring": partial(special.template_string, render=_rendered),
    "issensitive": special.is_sensitive,
    "ephemeralasnull": special.ephemeral_as_null,
}
_BY_KIND: dict[type, Callable[[Any, Scope], Value]] = {
    syntax.Literal: _literal,
    syntax.Name: _name,
    syntax.Parens: _parens,
    syntax.RawTemplate: _raw_template,
    syntax.BareTemplate: _bare_template,
    syntax.Template: _template,
    syntax.TemplateIf: _template_if,
    syntax.TemplateFor: _template_for,
    syntax.TupleOf: _tuple,
    syntax.ObjectOf: _object,
    syntax.Attribute: _attribute,
    syntax.Index: _index,
    syntax.Splat: _splat,
    syntax.Call: _call,
    syntax.Conditional: _conditional,
    syntax.Binary: _binary,
    syntax.Unary: _unary,
    syntax.For: _for,
}

_GROWING = frozenset(
    {syntax.TupleOf, syntax.ObjectOf, syntax.For, syntax.Splat, syntax.Call, syntax.Binary, syntax.TemplateFor}
)
"""Expressions whose value may be larger than any value in it."""
