"""Where a variable gets its value: a module call, a variables file, its default, or what its type leaves optional."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ..errors import Unreadable
from ..source import syntax
from ..source.grammar import NotParsed
from ..source.inputs import automatic
from ..source.json_syntax import json_value
from ..source.modules import Module
from ..source.parsing import parse_settings
from ..source.texts import read_source
from ..source.variables import NOTHING
from .sites import NotWritten, Site, site_of


def given_site(module: Module, name: str) -> Site | None:
    """What the variable of a module is given; None where it has its default. Raises ``NotWritten``."""
    if module.call is None:
        return _in_the_root(module, name)
    section, scope = module.call
    setting = section.settings.get(name)
    return site_of(setting, scope, section) if setting else None


def default_site(module: Module, name: str) -> Site | None:
    """The default of a variable."""
    section = module.configuration.section("variable", name)
    setting = section.settings.get("default") if section else None
    return site_of(setting, NOTHING) if setting else None


def _in_the_root(module: Module, name: str) -> Site | None:
    """Terraform's order of what wins: the command line, the automatic files, the environment."""
    tree = module.tree
    for item in reversed(list(tree.session.options.inputs_of(tree.var_set))):
        if isinstance(item, Path):
            if found := _in_file(item, name):
                return found
        elif item[0] == name:
            raise NotWritten(f"comes from the variable {name} of this run")
    for path in reversed(automatic(tree.root)):
        if found := _in_file(path, name):
            return found
    if f"TF_VAR_{name}" in os.environ:
        raise NotWritten(f"comes from TF_VAR_{name} in the environment")
    return None


def _in_file(path: Path, name: str) -> Site | None:
    try:
        file = read_source(path)
        if path.name.endswith(".json"):
            return _member(Site(json_value(file.text), file, 0, NOTHING), name)
        setting = parse_settings(file).get(name)
    except (Unreadable, NotParsed):
        return None  # the report says so
    return site_of(setting, NOTHING) if setting else None


def _member(document: Site, name: str) -> Site | None:
    items = document.node.items if isinstance(document.node, syntax.ObjectOf) else ()
    return next((document.at(value) for key, value in reversed(items) if key.value == name), None)


def optional_site(module: Module, name: str, steps: tuple[Any, ...]) -> Site | None:
    """The default that the type of a variable has for what the steps lead to: ``object({a = optional(string, "b")})``."""
    section = module.configuration.section("variable", name)
    setting = section.settings.get("type") if section else None
    site = site_of(setting, NOTHING) if setting else None
    for step in steps:
        site = _part(site, step) if site else None
    match site and site.node:
        case syntax.Call(name="optional", arguments=(_, default)) if site:
            return site.at(default)
    return None


def _part(site: Site, step: object) -> Site | None:
    """The type of one element of a type."""
    call = site.node
    if isinstance(call, syntax.Call) and call.name == "optional" and call.arguments:
        return _part(site.at(call.arguments[0]), step)
    if not isinstance(call, syntax.Call) or not call.arguments:
        return None
    if call.name != "object":
        return site.at(call.arguments[0])
    items = call.arguments[0].items if isinstance(call.arguments[0], syntax.ObjectOf) else ()
    return next((site.at(value) for key, value in items if getattr(key, "value", None) == step), None)
