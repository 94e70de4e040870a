"""A YAML program as a Graph: the resources that it and its components declare, in every stack alike."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path

from policies.graph import Graph, Resource, Unread
from policies.providers import TYPES
from policies.pulumi_data import Registration
from policies.pulumi_graph import labelled, typed
from policies.pulumi_names import terraform_type
from policies.values import Unknown, Value

from ..errors import Unreadable
from ..source.trees import BALANCER
from . import MAINS
from .declarations import Declared, Naming, is_null
from .nodes import Entries
from .packages import Component, component, is_component, packages_of
from .scope import Scope
from .template import Template, beside, check_runtime, load, main_file, project_above, text

MOST_RESOURCES = 20_000
ONLY_A_PREVIEW = "only a preview shows what a component makes (`pulumi preview --json --show-sames`)"


def read_program(file: Path, path: str) -> Graph:
    """The graph of a program; ``path`` is what the report calls the file. Raises Unreadable.

    A configured value is what its declaration has as the default, else unknown: stacks differ in it.
    """
    try:
        return _read(file, path)
    except RecursionError:
        raise Unreadable(path, "its values refer to each other over too many steps") from None


def _read(file: Path, path: str) -> Graph:
    project, program, folder = _files(file, path)
    if program.whole.field("components"):
        raise Unreadable(program.path, "components are taken in plugins only, not in programs")
    naming = Naming(text(project.whole.field("name")) or text(program.whole.field("name")))
    declared = [template.section(name) for template in (project, program) for name in ("configuration", "config")]
    config = Entries(tuple(pair for section in declared for pair in section.pairs))
    reader = _Reader(path)
    reader.read(Scope(program, config, naming, packages_of(project, folder), {}), ())
    return reader.graph()


def _files(file: Path, path: str) -> tuple[Template, Template, Path]:
    """The project, the program, and the project's folder."""
    if file.name in MAINS:
        program = load(file, path)
        above = project_above(file.parent)
        project = load(above, _beside(path, file, above)) if above else program
        if above:
            check_runtime(project)
        return project, program, above.parent if above else file.parent
    project = load(file, path)
    check_runtime(project)
    main = main_file(project, file.parent)
    return project, load(main, _beside(path, file, main)) if main else project, file.parent


def _beside(path: str, file: Path, other: Path) -> str:
    """What the report calls another file, as it calls this one ``path``."""
    return beside(path, os.path.relpath(other.absolute(), file.parent.absolute()))


class _Reader:
    """Collects the resources of a program and of the components that it makes."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._found: dict[str, tuple[Declared, Scope]] = {}
        self._unread: list[Unread] = []
        self._component_of = cache(component)
        self._made = 0

    def read(self, scope: Scope, above: tuple[str, ...]) -> None:
        """Take in what a scope declares; ``above`` names the components that it is in."""
        for one in scope.declared.values():
            self._made += 1
            if self._made > MOST_RESOURCES:
                raise Unreadable(self._path, f"it makes more than {MOST_RESOURCES:,} resources")
            if is_component(one.token, scope.packages):
                self._component(one, scope, above)
            elif not one.external:
                self._found[one.urn] = one, scope

    def _component(self, one: Declared, scope: Scope, above: tuple[str, ...]) -> None:
        package_name, _, name = one.token.partition(":")
        package = scope.packages.get(package_name)
        found = self._component_of(package, name.rpartition(":")[2]) if package else None
        if found is None:
            source = package.source if package else package_name
            self._unread.append(Unread(one.urn, source, ONLY_A_PREVIEW, one.place.file, one.place.line))
            return
        itself = f"{found.template.path}:{found.name}"
        if itself in above:
            place = one.place
            raise Unreadable(place.file or self._path, f"component {found.name} makes itself", place.line, place.column)
        naming = Naming(scope.naming.project, f"{one.parents}{one.token}$", f"{one.name}-")
        inner = Scope(
            found.template, found.template.section("inputs"), naming, found.packages, _inputs(one, scope, found)
        )
        scope.instances[one.key] = inner.output
        self.read(inner, (*above, itself))

    def graph(self) -> Graph:
        registered = [Registration(urn, one.token, one.name, {}) for urn, (one, _) in self._found.items()]
        called = labelled(registered)
        resources = {urn: _resource(one, scope, called[urn]) for urn, (one, scope) in self._found.items()}
        return Graph(resources, unread=tuple(self._unread) if self._has_balancers(resources.values()) else ())

    def _has_balancers(self, resources: Iterable[Resource]) -> bool:
        """Whether there is or may be one: components that lead to none are nobody's business."""
        named = any(BALANCER.search(f"{one.address} {one.source}".lower()) for one in self._unread)
        return named or any(resource.type in TYPES for resource in resources)


def _inputs(one: Declared, scope: Scope, found: Component) -> dict[str, Callable[[], Value]]:
    """What is given to an instance of a component, to be evaluated when it is asked for."""
    if isinstance(one.properties, Entries):
        return {name: partial(scope.evaluate, node) for name, _, node in one.properties.pairs}
    if is_null(one.properties):
        return {}
    unknown = Unknown(f"the properties of {one.key}")
    return {name: lambda: unknown for name, _, _ in found.template.section("inputs").pairs}


def _resource(one: Declared, scope: Scope, label: str) -> Resource:
    return Resource(one.urn, terraform_type(one.token), typed(one.token, scope.properties(one)), label)
