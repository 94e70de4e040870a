"""The changes of a plan, told apart by type: of the many only those of the wanted types are kept decoded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from msgspec import Raw

from ..errors import Unreadable
from .decoding import typed
from .document import Document, ResourceChange

Group: TypeAlias = tuple[str, str]
"""The address of a module instance, and a type."""


@dataclass(frozen=True, slots=True)
class Changes:
    """``others`` are those of all other types that will exist after the apply, and data."""

    wanted: Sequence[ResourceChange]
    others: Mapping[Group, Sequence[Raw]]


def changes_of(plan: Document, wanted: Collection[str], file: str) -> Changes:
    """Raises Unreadable."""
    chosen: list[ResourceChange] = []
    others: dict[Group, list[Raw]] = {}
    for number, raw in enumerate(plan.resource_changes):
        change = typed(raw, ResourceChange, "plan", file, ("resource_changes", number))
        if change.type in wanted:
            chosen.append(change)
        elif change.remains or change.mode == "data":
            others.setdefault((change.module_address, change.type), []).append(raw)
    _check_once(chosen, file)
    return Changes(chosen, others)


def _check_once(changes: Iterable[ResourceChange], file: str) -> None:
    """Nobody could say which of two changes happens. An object that is deposed has the address of the one beside it."""
    seen: dict[str, ResourceChange] = {}
    for change in changes:
        if not change.deposed and seen.setdefault(change.address, change) != change:
            raise Unreadable(file, f"the plan has several changes of {change.address}")
