"""A module instance: its variables, locals, outputs, resources and calls, each evaluated once when asked for."""

from __future__ import annotations

import os.path
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from policies.graph import Place

from .bodies import evaluated
from .configuration import Configuration
from .domain import Fields, Obj, Opaque, Pending, Thunk, Value, pending
from .expansion import Expansion
from .expressions import Scope, evaluate
from .inputs import ANY_OTHER
from .resources import Instance
from .syntax import Section
from .type_constraints import Type
from .variables import Given, variable_value

if TYPE_CHECKING:
    from .trees import Tree

DEEPEST = 24
"""Module calls within module calls."""


class _Named(Fields):
    """``var``, ``local``, ``module`` or a resource type: a name that only means something with an attribute."""

    __slots__ = ("_find",)

    def __init__(self, find: Callable[[str], Value]) -> None:
        self._find = find

    def attribute(self, name: str) -> Value:
        return self._find(name)


class Module(Fields):
    """One instance of a module. ``prefix`` begins the addresses in it ("" or ``module.web["a"].``).

    ``path`` is the dotted chain of calls that leads to it, as ``modules.json`` spells it, ``above`` the folders on it.
    ``called_at`` is the first of these calls whose module is installed, not the user's own. ``call`` is the block that
    calls it, with the names in sight of that; None for a root module.
    """

    def __init__(
        self,
        tree: Tree,
        configuration: Configuration,
        given: Mapping[str, Given],
        prefix: str = "",
        path: str = "",
        above: frozenset[Path] = frozenset(),
        called_at: Place | None = None,
        call: tuple[Section, Scope] | None = None,
    ) -> None:
        self.tree, self.configuration = tree, configuration
        self.prefix, self.path, self.called_at, self.call = prefix, path, called_at, call
        self.folders = above | {configuration.folder}
        self._given = given
        self._thunks: dict[tuple[str, ...], Thunk] = {}
        self._expansions: dict[tuple[str, ...], Expansion | None] = {}
        self.scope = Scope(self)

    def attribute(self, name: str) -> Value:
        """What a bare name stands for in this module."""
        match name:
            case "var":
                return _Named(lambda one: self._memo("var", one, lambda: self._variable(one)))
            case "local":
                return _Named(lambda one: self._memo("local", one, lambda: self._local(one)))
            case "module":
                return _Named(self._module)
            case "data":
                return _Named(lambda type_: _Named(lambda one: self._resource("data", type_, one)))
            case "path":
                return Obj(module=self._shown_folder(), root=".", cwd=pending("path.cwd"))
            case "terraform":
                return Obj(workspace=self.tree.workspace())
            case "each" | "count" | "self" | "ephemeral" | "provider" | "run":
                return pending(name)
        return _Named(lambda one: self._resource("resource", name, one))

    def output(self, name: str) -> Value:
        return self._memo("output", name, lambda: self._output(name))

    @property
    def root_folder(self) -> str | None:
        """None where nobody can say where it lay."""
        return os.path.abspath(self.tree.root) if self.tree.session.files.complete else None

    def file_place(self, name: str) -> Path:
        """The file that a path in this module names. ``ValueError`` where it lies outside the repository."""
        session = self.tree.session
        return session.files.located(self.tree.root / os.path.expanduser(name), session.repository)

    def expansion(self, kind: str, *labels: str) -> Expansion | None:
        """The instances of a resource, data source or module call; None where there is no such block."""
        key = (kind, *labels)
        if key not in self._expansions:
            section = self.configuration.section(*key)
            self._expansions[key] = self._expanded(key, section) if section else None
        return self._expansions[key]

    def _expanded(self, key: tuple[str, ...], section: Section) -> Expansion:
        base = self.prefix + ".".join(key[1:] if key[0] == "resource" else key)
        if key[0] == "module":
            return Expansion(section, self.scope, base, self.tree.caller(self, key[1], section, base))

        def make(suffix: str, scope: Scope, many: bool) -> Opaque:
            return Instance(base + suffix, section, scope, many, key[0] == "resource")

        return Expansion(section, self.scope, base, make)

    def _memo(self, kind: str, name: str, make: Callable[[], Value]) -> Value:
        key = (kind, name)
        if key not in self._thunks:
            self._thunks[key] = Thunk(f"{self.prefix}{kind}.{name}", make)
        return self._thunks[key].get()

    def _variable(self, name: str) -> Value:
        section = self.configuration.section("variable", name)
        if section is None:
            return self._unknown(f"var.{name}")
        return variable_value(section, f"{self.prefix}var.{name}", self._given.get(name, self._given.get(ANY_OTHER)))

    def _local(self, name: str) -> Value:
        setting = self.configuration.local(name)
        return evaluate(setting.expression, self.scope) if setting else self._unknown(f"local.{name}")

    def _output(self, name: str) -> Value:
        section = self.configuration.section("output", name)
        setting = section.settings.get("value") if section else None
        return evaluate(setting.expression, self.scope) if setting else self._unknown(f"output.{name}")

    def _resource(self, kind: str, type_: str, name: str) -> Value:
        return self._instances(kind, type_, name)

    def _module(self, name: str) -> Value:
        return self._instances("module", name)

    def _instances(self, *key: str) -> Value:
        label = ".".join(key[1:] if key[0] == "resource" else key)
        if key in self._expansions and self._expansions[key] is not None:
            return self._expansions[key].value  # type: ignore[union-attr]

        def make() -> Value:
            found = self.expansion(*key)
            return found.value if found else self._unknown(label)

        return self._memo("expansion", label, make)

    def _unknown(self, name: str) -> Pending:
        return pending(self.prefix + name)

    def _shown_folder(self) -> str:
        return os.path.relpath(self.configuration.folder, self.tree.root).replace(os.sep, "/")


def inputs_of(section: Section, scope: Scope, address: str) -> dict[str, Given]:
    """What a module call gives to the variables of its module, evaluated once and when asked for."""
    meta = {"source", "version", "count", "for_each", "providers", "depends_on"}
    return {name: _given(section, name, scope, address) for name in section.settings if name not in meta}


def _given(section: Section, name: str, scope: Scope, address: str) -> Given:
    thunk = Thunk(f"{address}.{name}", lambda: evaluated(section.settings[name], scope, address))

    def make(_type: Type, _literal: bool) -> Value:
        return thunk.get()

    return make
