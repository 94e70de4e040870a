"""One root module with all that it calls, and the graph of its resources."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from policies.addresses import without_keys
from policies.graph import Graph, Place, Problem, Resource, Unread
from policies.values import Unknown

from .bodies import evaluate_all, evaluated, public, resource_body, section_place
from .configuration import Configuration
from .domain import Opaque, Pending, Value, pending
from .expansion import Expansion
from .expressions import Scope
from .folders import shown
from .inputs import root_inputs
from .installed import Manifest, beside, harmless, is_local
from .modules import DEEPEST, Module, inputs_of
from .resources import Instance
from .session import MOST_IN_ALL, Session
from .syntax import Section

BALANCER = re.compile(
    r"(?:^|[^a-z0-9])(?:[a-z]{0,4}lb|elbv2|ingress|listeners?|gateway|target-?_?groups?)s?(?=[^a-z0-9]|$)|load.?balanc"
)


class Called(Opaque):
    """A module instance as a value: its outputs. Without a module behind it they are unknown."""

    __slots__ = ("_module", "address", "many")

    def __init__(self, address: str, module: Module | None, many: bool) -> None:
        self.address, self._module, self.many = address, module, many

    @property
    def module(self) -> Module | None:
        return self._module

    def whole(self) -> Pending:
        return pending(self.address)

    def attribute(self, name: str) -> Value:
        return self._module.output(name) if self._module else pending(f"{self.address}.{name}")


class Tree:
    """The module tree of one root folder with one set of variables."""

    def __init__(self, session: Session, root: Path, var_set: str | None = None) -> None:
        self.session, self.root, self.var_set = session, root, var_set
        self.manifest = Manifest(root, session.files)
        self.unread: dict[str, Unread] = {}
        self._calls: dict[str, Place] = {}
        self._configurations: dict[Path, Configuration] = {}
        self._unreadable: Problem | None = None
        given = root_inputs(root, session.options, var_set, self._damaged)
        self.top = Module(self, self._configuration(root), given)

    def _configuration(self, folder: Path) -> Configuration:
        return self._configurations.setdefault(folder, self.session.configuration(folder))

    def _damaged(self, found: Problem) -> None:
        self._unreadable = self._unreadable or found
        self.session.report(found)

    def _left_out(self, section: Section, reason: str) -> None:
        place = section_place(section)
        self._damaged(Problem(place.file or "", reason, place.line, place.column))

    def workspace(self) -> str:
        chosen = self.session.options.workspace or os.environ.get("TF_WORKSPACE")
        if chosen:
            return chosen
        try:
            return (self.root / ".terraform" / "environment").read_text(encoding="utf-8").strip() or "default"
        except (OSError, ValueError):
            return "default"

    def caller(self, parent: Module, name: str, section: Section, base: str) -> Callable[[str, Scope, bool], Opaque]:
        """Builds the instances of one module call."""
        path = f"{parent.path}.{name}" if parent.path else name
        setting = section.settings.get("source")
        source = evaluated(setting, parent.scope, base) if setting else None  # OpenTofu takes variables here
        folder = self._folder(parent, path, section, base, source)
        is_own = isinstance(source, str) and is_local(source)
        called_at = parent.called_at or (None if is_own else section_place(section))

        def make(suffix: str, scope: Scope, many: bool) -> Opaque:
            address = base + suffix
            if folder is None:
                return Called(address, None, many)
            if folder in parent.folders or len(parent.folders) > DEEPEST:
                itself, deep = "the module calls itself", f"modules call each other more than {DEEPEST} deep"
                self._left_out(section, f"{itself if folder in parent.folders else deep}; this call is left out")
                return Called(address, None, many)
            given = inputs_of(section, scope, address)
            above, call = parent.folders, (section, scope)
            module = Module(self, self._configuration(folder), given, f"{address}.", path, above, called_at, call)
            return Called(address, module, many)

        return make

    def _folder(self, parent: Module, path: str, section: Section, address: str, source: Value) -> Path | None:
        if isinstance(source, str):
            installed = self.manifest.folder(path)
            folder = beside(parent.configuration.folder, source) if is_local(source) else installed
            if folder is not None and self.session.outline(folder):
                return folder
        if section.broken:
            return None  # it is told of as a block that cannot be read
        place = section_place(section)
        named = harmless(source) if isinstance(source, str) else ""
        self.unread[address] = Unread(address, named, _why_unread(named), place.file, place.line)
        return None

    def graph(self) -> Graph | None:
        """The resources of this root; None where it neither holds nor calls any that are wanted."""
        resources = {resource.address: resource for resource in self._walk(self.top)}
        for resource in resources.values():
            evaluate_all(resource.body)
        likely = [one for one in self.unread.values() if BALANCER.search(f"{one.address} {one.source}".lower())]
        if not resources and not likely:
            return None
        unread = tuple(sorted(self.unread.values(), key=lambda one: one.address))
        damaged = (one.unreadable for one in self._configurations.values() if one.unreadable)
        unreadable = self._unreadable or next(damaged, None)
        everything = Resources(resources, self.top)
        return Graph(everything, shown(self.root), self.var_set, unread, unreadable=unreadable, calls=self._calls)

    def _walk(self, module: Module, over: Unknown | None = None) -> Iterator[Resource]:
        """The wanted resources below a module; ``over`` is what the count or for_each of a stand-in hangs on."""
        calls = self.session.mattering_calls(module.configuration.folder)
        for key in module.configuration.keys("resource", "module"):
            if key[0] == "resource" and len(key) == 3 and key[1] in self.session.wanted:
                for resource in self._resources(module, key):
                    yield replace(resource, symbolic=resource.symbolic or over)
            elif key[0] == "module" and key[1:] and key[1] in calls:
                yield from self._called(module, key, over)

    def _resources(self, module: Module, key: tuple[str, ...]) -> Iterator[Resource]:
        expansion = self._expansion(module, key)
        for member in expansion.members() if expansion else ():
            assert isinstance(member, Instance) and expansion
            yield as_resource(member, expansion, module)

    def _called(self, module: Module, key: tuple[str, ...], over: Unknown | None) -> Iterator[Resource]:
        expansion, section = self._expansion(module, key), module.configuration.section(*key)
        for member in expansion.members() if expansion else ():
            inner = member.module if isinstance(member, Called) else None
            if inner and section and self.session.matters(inner.configuration.folder):
                self._calls[without_keys(inner.prefix.removesuffix("."))] = section_place(section)
                yield from self._walk(inner, _stands_for(member, expansion) or over)

    def _expansion(self, module: Module, key: tuple[str, ...]) -> Expansion | None:
        """The instances of a block, if so many more may be made."""
        expansion = module.expansion(*key) if self.session.budget >= 0 else None
        self.session.budget -= len(expansion.members()) if expansion else 0
        section = module.configuration.section(*key)
        if self.session.budget < 0 and section:
            self._left_out(section, f"more than {MOST_IN_ALL:,} instances are in this folder; the rest is left out")
            return None
        return expansion


def _why_unread(source: str) -> str:
    if not source:
        return "its source cannot be told"
    if is_local(source):
        return f"there is no Terraform source in {source}"
    return f"{source} is not installed (run `terraform init`)"


def as_resource(member: Instance, expansion: Expansion, module: Module) -> Resource:
    """The public form of a resource instance in a module."""
    body = resource_body(member.section, member.scope, member.address)
    symbolic = _stands_for(member, expansion)
    return Resource(member.address, member.section.labels[0], body, symbolic=symbolic, called_at=module.called_at)


def _stands_for(member: Opaque, expansion: Expansion | None) -> Unknown | None:
    """What the instances hang on that a member stands for."""
    found: Unknown | None = public(expansion.unknown) if member.many and expansion and expansion.unknown else None
    return found


_STEP = re.compile(r'([\w-]+)(?:\[((?:"(?:[^"\\]|\\.)*"|\d+|\*))\])?(?:\.|$)')


class Resources(Mapping[str, Resource]):
    """The wanted resources; any other managed resource of the tree is there too when it is asked for by address."""

    def __init__(self, wanted: dict[str, Resource], top: Module) -> None:
        self._wanted, self._top = wanted, top
        self._others: dict[str, Resource | None] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._wanted)

    def __len__(self) -> int:
        return len(self._wanted)

    def __getitem__(self, address: str) -> Resource:
        found = self._wanted.get(address)
        if found is None:
            if address not in self._others:
                self._others[address] = _find(self._top, address)
            found = self._others[address]
        if found is None:
            raise KeyError(address)
        return found


def _find(module: Module, address: str) -> Resource | None:
    """The managed resource at an address below a module."""
    steps = list(_STEP.finditer(address))
    if len(steps) < 2:
        return None
    if steps[0][1] == "module":
        expansion = module.expansion("module", steps[1][1])
        here = module.prefix + address[: steps[1].end()].rstrip(".")
        members = expansion.members() if expansion else []
        inner = next((m.module for m in members if isinstance(m, Called) and m.address == here), None)
        return _find(inner, address[steps[1].end() :]) if inner else None
    expansion = module.expansion("resource", steps[0][1], steps[1][1])
    for member in expansion.members() if expansion else ():
        if isinstance(member, Instance) and member.address == module.prefix + address and expansion:
            return as_resource(member, expansion, module)
    return None
