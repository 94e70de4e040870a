"""Resource and data source instances as values of an expression."""

from __future__ import annotations

from policies.values import Ref

from .bodies import Made, evaluated, made_blocks
from .configuration import block_name
from .domain import Fields, Opaque, Pending, Tup, Value, pending
from .expressions import Scope
from .syntax import Section


class Instance(Opaque):
    """One resource: what is configured has its value, what is not is unknown and a reference to that attribute."""

    __slots__ = ("_known", "address", "managed", "many", "scope", "section")

    def __init__(self, address: str, section: Section, scope: Scope, many: bool, managed: bool) -> None:
        self.address, self.section, self.scope = address, section, scope
        self.many, self.managed = many, managed
        self._known: dict[str, Value] = {}

    def whole(self) -> Pending:
        return pending(self.address, ref=Ref(self.address, ""))

    def attribute(self, name: str) -> Value:
        if name not in self._known:
            self._known[name] = self._computed(name)  # what a cycle sees
            self._known[name] = self._attribute(name)
        return self._known[name]

    def _attribute(self, name: str) -> Value:
        setting = self.section.settings.get(name) if self.managed else None
        if setting is not None:
            value = evaluated(setting, self.scope, self.address)
            return self._computed(name) if value is None else value
        nested = [inner for inner in self.section.sections if block_name(inner) == name] if self.managed else []
        return self._blocks(nested, name) if nested else self._computed(name)

    def _blocks(self, sections: list[Section], name: str) -> Value:
        made = list(made_blocks(sections, self.scope, f"{self.address}.{name}"))
        if any(one.maybe or one.when for one in made):
            return self._computed(name)
        return Tup(Nested(one, self, name, number) for number, one in enumerate(made))

    def _computed(self, name: str) -> Pending:
        return pending(f"{self.address}.{name}", ref=Ref(self.address, name))


class Nested(Fields):
    """A block in a resource, read from an expression."""

    __slots__ = ("_made", "_owner", "_path")

    def __init__(self, made: Made, owner: Instance, name: str, number: int) -> None:
        self._made, self._owner, self._path = made, owner, f"{name}[{number}]"

    def attribute(self, name: str) -> Value:
        setting = self._made.section.settings.get(name)
        if setting is not None:
            value = evaluated(setting, self._made.scope, f"{self._owner.address}.{self._path}")
            if value is not None:
                return value
        path = f"{self._path}.{name}"
        return pending(f"{self._owner.address}.{path}", ref=Ref(self._owner.address, path))
