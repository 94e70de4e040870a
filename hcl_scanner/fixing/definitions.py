"""Where a value is written: from an attribute through variables, locals, modules and collections to the literal behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from policies.graph import Place
from policies.values import OneOf, Unknown

from ..source import syntax
from ..source.access import entries
from ..source.bodies import Made, made_blocks, setting_place
from ..source.domain import Failure, Value
from ..source.expressions import evaluate
from ..source.grammar import NotParsed
from ..source.primitives import text
from ..source.syntax import Section
from ..source.templates import bare_template, quoted_template
from .names import named
from .sites import NotWritten, Site, Steps, site_of

_SAME_VALUE = frozenset({"tostring", "tonumber", "tobool", "tolist", "tomap", "nonsensitive", "sensitive"})
_DEEPEST = 200


def attribute_sites(made: Made, place: Place) -> Iterator[Site]:
    """The expression of the attribute of a resource at a place, once for each block that a ``dynamic`` one makes."""
    return _in_block(made, made.section, place)


def _in_block(made: Made, owner: Section, place: Place) -> Iterator[Site]:
    for setting in made.section.settings.values():
        if setting_place(setting) == place:
            yield site_of(setting, made.scope, owner)
    for inner in made_blocks(list(made.section.sections), made.scope, ""):
        yield from _in_block(inner, owner, place)


def definition(site: Site, steps: Steps = (), depth: int = 0) -> Site:
    """The literal, or the template with a literal in it, that gives a value. Raises ``NotWritten``."""
    if depth > _DEEPEST:
        raise NotWritten("is nested too deeply to follow")
    if not steps and _is_written(site):
        return site
    following = _next(site, steps)
    return definition(*following, depth + 1)


def _is_written(site: Site) -> bool:
    match site.node:
        case syntax.Literal():
            if site.base is None:
                raise NotWritten("stands in the text of a template")
            return True
        case syntax.Template(parts=parts):
            return len(parts) > 1 and site.base is not None
    return False


def _next(site: Site, steps: Steps) -> tuple[Site, Steps]:
    """One step nearer to where it is written."""
    match site.node:
        case syntax.Parens(inner=inner) | syntax.Template(parts=(inner,)):
            return site.at(inner), steps
        case syntax.RawTemplate(text=source):
            return _template(site, quoted_template, source), steps
        case syntax.BareTemplate(text=source):
            return _template(site, bare_template, source), steps
        case syntax.Attribute(of=of, name=name):
            return site.at(of), (name, *steps)
        case syntax.Index(of=of, key=key):
            return site.at(of), (site.at(key).value(), *steps)
        case syntax.Conditional(test=test, yes=yes, no=no):
            return site.at(yes if site.at(test).value() else no), steps
        case syntax.Call(name=name):
            return _argument(site, name.removeprefix("core::"), steps)
        case syntax.Name(name=name) if steps:
            return named(site, name, steps)
        case syntax.ObjectOf() | syntax.TupleOf() | syntax.For() if steps:
            return _element(site, steps[0]), steps[1:]
    raise NotWritten("is computed where it is written")


def _template(site: Site, read: Any, source: str) -> Site:
    if source.startswith("<<"):
        raise NotWritten("stands in a heredoc")
    try:
        return replace(site, node=read(source), base=None)
    except NotParsed:
        raise NotWritten("stands in a template that cannot be read") from None


def _element(site: Site, key: Value) -> Site:
    match site.node:
        case syntax.ObjectOf(items=items):
            for name, value in reversed(items):
                if _same(site.at(name).value(), key):
                    return site.at(value)
        case syntax.TupleOf(items=items) if isinstance(key, int) and 0 <= key < len(items):
            return site.at(items[key])
        case syntax.For():
            return _walked(site, key)
    raise NotWritten("is not set where its collection is written")


def _walked(site: Site, key: Value) -> Site:
    """The value of a ``for`` expression for the element that has the key."""
    loop: syntax.For = site.node
    over = site.at(loop.over)
    found = entries(over.value())
    number = -1
    for at, item in found if isinstance(found, list) else ():
        names = {loop.item: item, **({loop.key: at} if loop.key else {})}
        here = replace(site, scope=site.scope.with_names(names), bound={**site.bound, loop.item: (over, at)})
        if loop.test is not None and not here.at(loop.test).value():
            continue
        number += 1
        if _same(here.at(loop.name).value(), key) if loop.name is not None else number == key:
            return here.at(loop.value)
    raise NotWritten("is made by no turn of the for expression")


def _argument(site: Site, name: str, steps: Steps) -> tuple[Site, Steps]:
    """The argument of a function that its value is taken from."""
    arguments = [site.at(argument) for argument in site.node.arguments]
    if not site.node.expands:
        if name in _SAME_VALUE and len(arguments) == 1:
            return arguments[0], steps
        if name == "lookup" and len(arguments) > 1:
            key = arguments[1].value()
            held = _holds(arguments[0], key)
            return (arguments[0], (key, *steps)) if held else (arguments[-1], steps)
        if name == "merge" and steps:
            found = next((one for one in reversed(arguments) if _holds(one, steps[0])), None)
            if found:
                return found, steps
        if name == "one" and len(arguments) == 1:
            return arguments[0], (0, *steps)
        if name == "element" and len(arguments) == 2:
            return arguments[0], (_place_in(arguments[0], arguments[1].value()), *steps)
        if name in ("coalesce", "try"):
            return _first(arguments, name), steps
    raise NotWritten(f"is computed by {name}()")


def _place_in(over: Site, number: Value) -> Value:
    """``element`` begins again after the last one."""
    found = over.value()
    return number % len(found) if isinstance(found, tuple) and found and isinstance(number, int) else number


def _holds(site: Site, key: Value) -> bool:
    value = site.value()
    return isinstance(value, dict) and text(key) in value


def _first(arguments: list[Site], name: str) -> Site:
    for one in arguments:
        try:
            value = evaluate(one.node, one.scope)
        except Failure:
            continue
        if isinstance(value, (Unknown, OneOf)):
            break
        if name == "try" or value not in (None, ""):
            return one
    raise NotWritten("hangs on what is not known yet")


def _same(one: Value, other: Value) -> bool:
    try:
        return bool(text(one) == text(other))
    except Failure:
        return False
