"""What a name stands for where it is used: a variable, a local, an output, a resource, or an element that is walked."""

from __future__ import annotations

from collections.abc import Iterator

from ..source import syntax
from ..source.domain import Opaque, Value
from ..source.modules import Module
from ..source.primitives import text
from ..source.resources import Instance
from ..source.syntax import Section
from ..source.trees import Called
from .given import default_site, given_site, optional_site
from .sites import NotWritten, Site, Steps, site_of


def named(site: Site, name: str, steps: Steps) -> tuple[Site, Steps]:
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
