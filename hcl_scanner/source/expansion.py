"""The instances of a block that has ``count`` or ``for_each``: their keys, and what the whole reads as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from policies.values import OneOf, Unknown

from .access import derived, index
from .alternatives import lift, options
from .domain import (
    MAPPINGS,
    Failure,
    Group,
    Obj,
    Opaque,
    Pending,
    Tup,
    Value,
    describe,
    first_unknown,
    pending,
)
from .expressions import Scope, evaluate
from .primitives import text, to_number
from .stack import evaluation
from .syntax import Section

Key: TypeAlias = str | int | None
"""A for_each key, a count index, or None for the only instance."""

ANY_KEY = "*"
MOST_INSTANCES = 4096


def spell_key(key: Key, symbolic: bool = False) -> str:
    """How an instance's key stands in its address."""
    if symbolic:
        return "[*]"
    if isinstance(key, str):
        return f"[{describe(key)}]"
    return "" if key is None else f"[{key}]"


class Expansion:
    """The instances of one block. ``make`` builds one from its key, whether it is the symbolic one, and its scope."""

    def __init__(
        self, section: Section, scope: Scope, address: str, make: Callable[[str, Scope, bool], Opaque]
    ) -> None:
        self._scope, self._address, self._make = scope, address, make
        self._members: dict[tuple[Key, bool], Opaque] = {}
        self.unknown: Unknown | None = None
        self._kind = next((kind for kind in ("count", "for_each") if kind in section.settings), None)
        self._over: Value = self._evaluated(section) if self._kind else None
        self.value: Value = self._shaped() if self._kind else self._member(None)

    def members(self) -> list[Opaque]:
        """Every instance that there is or may be."""
        return list(self._members.values())

    def _evaluated(self, section: Section) -> Value:
        assert self._kind
        try:
            with evaluation():
                value = evaluate(section.settings[self._kind].expression, self._scope)
                return to_number(value) if self._kind == "count" else value
        except RecursionError:
            return pending(f"{self._address}.{self._kind} (nested too deeply)")
        except Failure as failure:
            return pending(f"{self._address}.{self._kind} ({failure})", f"{self._address}.{self._kind}")

    def _shaped(self) -> Value:
        shape = self._counted if self._kind == "count" else self._keyed
        try:
            return lift(shape, self._over)
        except Failure as failure:
            return self._symbolic(pending(f"{self._address}.{self._kind} ({failure})"))

    def _counted(self, count: Value) -> Value:
        if isinstance(count, int) and 0 <= count <= MOST_INSTANCES:
            return Tup(self._member(number) for number in range(count))
        return self._symbolic(count)

    def _keyed(self, over: Value) -> Value:
        if isinstance(over, Group) and not first_unknown(over):
            return (
                Obj((text(key), self._member(text(key))) for key in over)
                if len(over) <= MOST_INSTANCES
                else self._symbolic(over)
            )
        if isinstance(over, MAPPINGS) and len(over) <= MOST_INSTANCES:
            return Obj((key, self._member(key)) for key in sorted(over))
        return self._symbolic(over)

    def _symbolic(self, over: Value) -> Value:
        unknown = first_unknown(over) or pending(f"{self._address}.{self._kind}")
        self.unknown = self.unknown or unknown
        return self._member(ANY_KEY, True)

    def _member(self, key: Key, symbolic: bool = False) -> Opaque:
        found = self._members.get((key, symbolic))
        if found is None:
            scope = self._scope.with_names(self._names(key, symbolic))
            found = self._members[key, symbolic] = self._make(spell_key(key, symbolic), scope, symbolic)
        return found

    def _names(self, key: Key, symbolic: bool) -> Mapping[str, Value]:
        if self._kind is None:
            return {}
        if self._kind == "count":
            number = pending(_why(self._over), f"count.index of {self._address}") if symbolic else key
            return {"count": Obj(index=number)}
        if symbolic:
            return {"each": _unknown_each(self._over, self._address)}
        return {"each": Obj(key=key, value=self._element(key))}

    def _element(self, key: Key) -> Value:
        def element(over: Value) -> Value:
            if isinstance(over, Group):
                if key in over:
                    return key
                raise Failure("not there")
            return index(over, key)

        known = [choice for choice in options(self._over) if isinstance(choice.value, Group | dict)]
        return lift(element, OneOf(tuple(known)) if isinstance(self._over, OneOf) else self._over)


def _why(over: Value) -> str:
    unknown = first_unknown(over)
    return unknown.why if unknown else "a limit"


def _unknown_each(over: Value, address: str) -> Obj:
    """``each`` of the stand-in: its value leads where the collection leads."""
    key = pending(_why(over), f"each.key of {address}")
    if isinstance(over, Opaque):
        return Obj(key=key, value=over)
    if isinstance(over, Pending) and over.ref:
        return Obj(key=key, value=derived(over, "[*]"))
    return Obj(key=key, value=pending(_why(over), f"each.value of {address}"))
