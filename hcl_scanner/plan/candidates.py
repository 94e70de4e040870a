"""What a value can be where a plan does not tell what it is made from: whatever its module could hand on."""

from __future__ import annotations

from collections.abc import Iterator

from .configuration import is_expression
from .instances import ModuleInstance, Scope
from .origins import Computed, DeadEnd, Origins


class Candidates:
    """The resources that an untold value of a module instance can name: their addresses, sorted.

    What stands in a module comes from its own resources, from the modules that it calls, or from its inputs.
    """

    def __init__(self, origins: Origins) -> None:
        self._origins = origins
        self._found: dict[str, tuple[str, ...]] = {}

    def of(self, module: ModuleInstance) -> tuple[str, ...]:
        if module.address not in self._found:
            inside = tuple(change.address for change in self._origins.instances.within(module))
            self._found[module.address] = inside  # for inputs that come from its own outputs
            self._found[module.address] = tuple(sorted({*inside, *self._handed_in(module)}))
        return self._found[module.address]

    def _handed_in(self, module: ModuleInstance) -> Iterator[str]:
        if module.call is None or module.parent is None:
            return
        caller = Scope(module.parent, module.key, module.call.over)
        given = (one for one in module.call.expressions.values() if is_expression(one))
        for origin in self._origins.of(given, caller, known=True):
            match origin:
                case Computed():
                    yield origin.address
                case DeadEnd(module=ModuleInstance() as beyond):
                    yield from self.of(beyond)
