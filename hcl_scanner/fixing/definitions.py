"""Where a value is written: from an attribute through variables, locals, modules and collections to the literal behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeAlias

from policies.graph import Place
from policies.values import OneOf, Unknown

from ..source import syntax
from ..source.access import entries
from ..source.bodies import Made, made_blocks, setting_place
from ..source.domain import Failure, Opaque, Value
from ..source.expressions import evaluate
from ..source.grammar import NotParsed
from ..source.modules import Module
from ..source.primitives import text
from ..source.resources import Instance
from ..source.syntax import Section
from ..source.templates import bare_template, quoted_template
from ..source.trees import Called
from .given import default_site, given_site, optional_site
from .sites import NotWritten, Site, site_of

Steps: TypeAlias = tuple[Any, ...]
"""What is taken of a value, the outermost first: names of attributes, keys, positions."""

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
            return _named(site, name, steps)
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


def _named(site: Site, name: str, steps: Steps) -> tuple[Site, Steps]:
    """What a name stands for here, and what is taken of it."""
    if name in site.bound:
        over, key = site.bound[name]
        return over, (_known(key), *steps)
    if name in site.scope.bound:
        return _repeated(site, name, steps)
    module = site.scope.module
    if not isinstance(module, Module):
        raise NotWritten(f"comes from {name}")
    match name:
        case "var":
            return _variable(module, steps)
        case "local":
            setting = module.configuration.local(steps[0])
            if setting:
                return site_of(setting, module.scope), steps[1:]
        case "module":
            return _output(module, steps)
        case _:
            return _resource(module, name, steps)
    raise NotWritten(f"comes from {name}.{steps[0]}")


def _repeated(site: Site, name: str, steps: Steps) -> tuple[Site, Steps]:
    """``each.value`` and its like in a ``dynamic`` block: the element of the collection that is walked."""
    if steps[0] != "value" or not isinstance(names := site.scope.bound[name], dict):
        raise NotWritten(f"comes from {name}.{steps[0]}")
    key = _known(names["key"])
    if name == "each" and site.owner and "for_each" in site.owner.settings:
        setting = site.owner.settings["for_each"]
        scope = site.scope.module.scope if isinstance(site.scope.module, Module) else site.scope
        return site_of(setting, scope), (key, *steps[1:])
    dynamic = next(_dynamics(site.owner, name, site), None) if site.owner else None
    if dynamic is None or "for_each" not in dynamic.settings:
        raise NotWritten(f"comes from {name}.{steps[0]}")
    return site_of(dynamic.settings["for_each"], site.scope, site.owner), (key, *steps[1:])


def _dynamics(section: Section, name: str, site: Site) -> Iterator[Section]:
    """The ``dynamic`` blocks that bind a name around a place, the innermost first."""
    for inner in section.sections:
        around = site.base is None or inner.start <= site.node.start < inner.end or inner.file != site.file
        if around:
            yield from _dynamics(inner, name, site)
        iterator = inner.settings.get("iterator")
        called = iterator.expression.name if iterator and isinstance(iterator.expression, syntax.Name) else None
        if around and inner.type == "dynamic" and name == (called or inner.labels[0]):
            yield inner


def _variable(module: Module, steps: Steps) -> tuple[Site, Steps]:
    name = steps[0]
    given = given_site(module, name) or default_site(module, name)
    if given is not None and _has(given, steps[1:]):
        return given, steps[1:]
    optional = optional_site(module, name, steps[1:])
    if optional is not None:
        return optional, ()
    if given is None:
        raise NotWritten(f"comes from var.{name}, which is not set")
    return given, steps[1:]


def _has(site: Site, steps: Steps) -> bool:
    """Whether the steps lead to something, as far as that can be told."""
    try:
        value = site.value()
    except NotWritten:
        return True
    for step in steps:
        if isinstance(value, dict):
            if text(step) not in value:
                return False
            value = value[text(step)]
        elif isinstance(value, tuple) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return True
    return True


def _output(module: Module, steps: Steps) -> tuple[Site, Steps]:
    expansion = module.expansion("module", steps[0])
    called, rest = _member(expansion.value if expansion else None, steps[1:])
    inner = called.module if isinstance(called, Called) else None
    section = inner.configuration.section("output", rest[0]) if inner and rest else None
    setting = section.settings.get("value") if section else None
    if inner is None or setting is None:
        raise NotWritten(f"comes from module.{steps[0]}")
    return site_of(setting, inner.scope), rest[1:]


def _resource(module: Module, type_: str, steps: Steps) -> tuple[Site, Steps]:
    expansion = module.expansion("resource", type_, steps[0])
    found, rest = _member(expansion.value if expansion else None, steps[1:])
    setting = found.section.settings.get(rest[0]) if isinstance(found, Instance) and rest else None
    if not isinstance(found, Instance) or setting is None:
        raise NotWritten(f"comes from {type_}.{steps[0]}")
    return site_of(setting, found.scope, found.section), rest[1:]


def _member(value: Value, steps: Steps) -> tuple[Value, Steps]:
    """The instance of a block that the first steps lead to."""
    while not isinstance(value, Opaque) and steps:
        if isinstance(value, dict):
            value = value.get(text(steps[0]))
        elif isinstance(value, tuple) and isinstance(steps[0], int) and steps[0] < len(value):
            value = value[steps[0]]
        else:
            return None, ()
        steps = steps[1:]
    return value, steps


def _known(key: Value) -> Value:
    if not isinstance(key, (str, int)):
        raise NotWritten("hangs on what is not known yet")
    return key


def _same(one: Value, other: Value) -> bool:
    try:
        return bool(text(one) == text(other))
    except Failure:
        return False
