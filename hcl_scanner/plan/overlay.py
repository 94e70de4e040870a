"""The body of a resource as the graph has it, from what the plan, its configuration and its source say.

Null, absent and unknown are three things. What the SDK leaves unset inside a set block is an empty string, so that an
attribute of ``""`` reads as absent (seen in plans of terraform-provider-azurerm 5.2.0).
A sensitive value is unknown here, protocol word or not, so that no report can show it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from policies.graph import Block, Entry
from policies.values import Unknown, Value

from .configuration import Expression
from .instances import Scope
from .layers import Layers
from .pairing import literals
from .sourced import Written
from .told import Told
from .unknowns import Unknowns

Expressions: TypeAlias = Sequence[Expression] | None


class _Entries(Mapping[str, Entry]):
    """The attributes of a body by name. Of the many only a few decide, so each is read when it is first asked for."""

    def __init__(self, seen: Layers, read: Callable[[str], Entry | None]) -> None:
        self._seen, self._read = seen, read
        self._known: dict[str, Entry | None] = {}

    def __getitem__(self, name: str) -> Entry:
        found = self._found(name)
        if found is None:
            raise KeyError(name)
        return found

    def get(self, name: str, default: Any = None) -> Any:
        found = self._found(name)
        return default if found is None else found

    def _found(self, name: str) -> Entry | None:
        if name not in self._known:
            self._known[name] = self._read(name) if self._seen.has(name) else None
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._seen.names() if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Overlay:
    """Reads the values of one resource. ``scope`` is where its expressions stand."""

    def __init__(self, unknowns: Unknowns, scope: Scope) -> None:
        self._unknowns, self._scope = unknowns, scope

    def body(self, path: str, seen: Layers, told: Told, written: Written) -> Block:
        """A resource's body or a block in it; ``path`` is its address, with the way to the block."""
        return Block(_Entries(seen, partial(self._entry, path, seen, told, written)), written.place())

    def _entry(self, path: str, seen: Layers, told: Told, written: Written, name: str) -> Entry | None:
        layers = seen.at(name)
        value = layers.after if layers.is_plain else self._attribute(f"{path}.{name}", name, layers, told, written)
        is_left_out = layers.unknown is True or (written.is_complete and not written.entry(name))
        is_absent = value == "" or (value is None and is_left_out)
        return None if is_absent else Entry(value, written.place(name), name)

    def _attribute(self, path: str, name: str, seen: Layers, told: Told, written: Written) -> Value:
        if seen.unknown is True:
            expressions, entry = told.attribute(name), written.entry(name)
            found = self._unknowns.value(path, expressions, self._scope)
            is_told = entry is not None or (written.is_complete and (told.is_open or not expressions))
            return self._unknowns.beside(found, entry) if is_told else found
        if seen.is_hidden:
            return Unknown(f"{path} (sensitive)")
        if seen.is_object:
            return self._blocks([path], name, [seen], told, written)[0]
        items = seen.items()
        if any(item.is_object for item in items):
            return self._blocks(_numbered(path, len(items)), name, items, told, written)
        return self._list(path, items, told.attribute(name), written.entry(name)) if seen.is_list else seen.after

    def _blocks(
        self, paths: Iterable[str], name: str, items: Sequence[Layers], told: Told, written: Written
    ) -> list[Value]:
        known = [literals(item.after) if isinstance(item.after, dict) else {} for item in items]
        each = zip(paths, items, told.blocks(name, known), written.blocks(name, known), strict=True)
        return [self._block(path, item, told.attribute(name), inner, source) for path, item, inner, source in each]

    def _block(self, path: str, seen: Layers, whole: Expressions, told: Told, written: Written) -> Value:
        if seen.unknown is True:
            return self._unknowns.value(path, whole or None, self._scope)
        return Unknown(f"{path} (sensitive)") if seen.is_hidden else self.body(path, seen, told, written)

    def _list(self, path: str, items: Sequence[Layers], told: Expressions, entry: Entry | None) -> list[Value]:
        known = [self._item(path, item, told) for item in items if item.unknown is not True]
        unknown = self._unknowns.items(path, len(items) - len(known), told, self._scope)
        left = [item for item in entry.value if item not in known] if entry and isinstance(entry.value, list) else []
        if len(left) == len(unknown):
            unknown = [self._unknowns.beside(*pair) for pair in zip(unknown, map(Entry, left), strict=True)]
        return known + unknown

    def _item(self, path: str, seen: Layers, told: Expressions) -> Value:
        if seen.is_hidden:
            return Unknown(f"{path} (sensitive)")
        if seen.is_object:
            return self.body(path, seen, Told(path, None, tuple(told or ())), Written())
        return self._list(path, seen.items(), told, None) if seen.is_list else seen.after


def _numbered(path: str, count: int) -> list[str]:
    return [path] if count == 1 else [f"{path}[{number}]" for number in range(count)]
