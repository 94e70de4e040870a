"""Which instances of resources and modules a plan has, and the configuration of each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from msgspec import Raw
from msgspec.json import decode

from policies.graph import MOST_CANDIDATES

from .changes import Changes, Group
from .configuration import Call, Configuration, Expression, Module, Resource
from .decoding import told
from .document import ResourceChange

_MODULE = re.compile(r'module\.([^.\[\]]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?(?:\.|$)')


@dataclass(frozen=True, eq=False)
class ModuleInstance:
    """``address`` is empty for the root module, ``key`` where the call is not repeated."""

    address: str
    configuration: Module
    key: str = ""
    call: Call | None = None
    parent: ModuleInstance | None = None

    @cached_property
    def blocks(self) -> dict[str, Resource]:
        return {resource.address: resource for resource in self.configuration.resources}

    def child(self, name: str, key: str) -> ModuleInstance:
        """An instance of a module that it calls, whether the plan has resources in it or not."""
        call = self.configuration.module_calls.get(name)
        address = f"{self.address}.module.{name}{key}".lstrip(".")
        return ModuleInstance(address, call.module if call else Module(), key, call, self)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands: in which module, and in which instance (``key``) of what is repeated ``over`` what."""

    module: ModuleInstance
    key: str = ""
    over: Expression | None = None


class Instances:
    """What will exist after the apply, by address, by block and by module call; ``wanted`` are the types to be joined."""

    def __init__(
        self,
        changes: Changes,
        configuration: Configuration | None,
        wanted: Collection[str],
    ) -> None:
        self._wanted = wanted
        self.changes = {one.address: one for one in changes.wanted if one.remains or one.mode == "data"}
        self._placed: dict[Group, list[ResourceChange | Raw]] = {}
        self._blocks: dict[tuple[str, str], dict[str, ResourceChange]] = {}
        self._modules = {"": ModuleInstance("", (configuration or Configuration()).root_module)}
        self._children: dict[tuple[str, str], dict[str, ModuleInstance]] = {}
        self._unknown: dict[str, Mapping[str, Any]] = {}
        for change in self.changes.values():
            self._placed.setdefault((change.module_address, change.type), []).append(change)
        for group, others in changes.others.items():
            self._placed.setdefault(group, []).extend(others)
        for module, _ in self._placed:
            self.module(module)

    def module(self, address: str) -> ModuleInstance:
        """The module instance of an address, with all that call it."""
        if address not in self._modules:
            here = self._modules[""]
            for name, key in _module_steps(address):
                among = self._children.setdefault((here.address, name), {})
                here = among.setdefault(key, here.child(name, key))
            self._modules[address] = here
        return self._modules[address]

    def is_there(self, module: ModuleInstance) -> bool:
        """Whether a module instance is sure to be there: one of a call that is repeated may not be, unless it holds something."""
        while module.parent and module.call and module.address not in self._modules:
            if module.call.over:
                return False
            module = module.parent
        return True

    def children(self, parent: ModuleInstance, name: str) -> Mapping[str, ModuleInstance]:
        """The instances of a module call that hold resources, by key."""
        return self._children.get((parent.address, name), {})

    def of_block(self, module: ModuleInstance, block: str) -> Mapping[str, ResourceChange]:
        """The instances of a block by key."""
        if (module.address, block) not in self._blocks:
            self._find_blocks(module.address, block.removeprefix("data.").partition(".")[0])
        return self._blocks.setdefault((module.address, block), {})

    def _find_blocks(self, module: str, type_: str) -> None:
        """Few types of the many are ever referred to, so the blocks of each are told apart when one is asked for."""
        for one in self._placed.pop((module, type_), ()):
            change = decode(one, type=ResourceChange) if isinstance(one, Raw) else one
            self._blocks.setdefault((module, change.block), {})[change.key] = change

    def within(self, module: ModuleInstance) -> list[ResourceChange]:
        """The wanted resources of a module instance and of those that it calls; of each type no more than are candidates."""
        return [change for several in self._within.get(module.address, {}).values() for change in several]

    @cached_property
    def _within(self) -> dict[str, dict[str, list[ResourceChange]]]:
        found: dict[str, dict[str, list[ResourceChange]]] = {}
        for change in self.changes.values():
            module = self.module(change.module_address) if self.is_wanted(change) else None
            while module:
                several = found.setdefault(module.address, {}).setdefault(change.type, [])
                if len(several) <= MOST_CANDIDATES:
                    several.append(change)
                module = module.parent
        return found

    def is_wanted(self, change: ResourceChange) -> bool:
        """Whether it is to be joined."""
        return change.mode == "managed" and change.type in self._wanted

    def scope(self, change: ResourceChange) -> Scope:
        """Where the expressions of a resource stand."""
        module = self.module(change.module_address)
        block = module.blocks.get(change.block)
        return Scope(module, change.key, block.over if block else None)

    def expressions(self, change: ResourceChange) -> Mapping[str, Any] | None:
        """What its block says of each attribute; None where the plan has no such block."""
        block = self.module(change.module_address).blocks.get(change.block)
        return block.expressions if block else None

    def unknown(self, change: ResourceChange) -> Mapping[str, Any]:
        """Which of its attributes are not known."""
        if change.address not in self._unknown:
            found = told(change.change.after_unknown)
            self._unknown[change.address] = found if isinstance(found, Mapping) else {}
        return self._unknown[change.address]


def _module_steps(address: str) -> Iterable[tuple[str, str]]:
    """The names and keys in ``module.a["k"].module.b``."""
    return ((step[1], step[2] or "") for step in _MODULE.finditer(address))
