"""What the source beside a plan says of one block: what is unknown in the plan, and where everything stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from policies.graph import NOWHERE, Block, Entry, Place
from policies.values import Choice, JoinedBy, OneOf, Unknown, Value

from .pairing import Literals, literals, paired


@dataclass(frozen=True, slots=True)
class Written:
    """A block of the source, or none where the source is not given or has no such block.

    ``near`` is where it must be, for one that could not be told from others.
    """

    block: Block | None = None
    near: Place = NOWHERE

    def entry(self, name: str) -> Entry | None:
        return self.block.entries.get(name) if self.block else None

    @property
    def is_complete(self) -> bool:
        """Whether what it does not set is not set."""
        return self.block is not None and self.block.rest is None

    def place(self, name: str = "") -> Place:
        """Where an attribute stands, or the block where it is not written."""
        entry = self.entry(name)
        return entry.place if entry else self.block.place if self.block else self.near

    def blocks(self, name: str, found: Sequence[Literals]) -> list[Written]:
        """For each block of that name in the plan the block of the source that it is."""
        others = self.block.blocks(name) if self.block else []
        untold = Written(None, self.place(name))
        if any(other.maybe or other.rest for other in others):
            return [untold] * len(found)
        known = [literals({key: entry.value for key, entry in other.entries.items()}) for other in others]
        return [untold if pair is None else Written(others[pair]) for pair in paired(found, known)]


def as_joined(value: Value) -> Value:
    """A value of the source, its references marked as found there."""
    match value:
        case Unknown():
            return replace(value, by=JoinedBy.SOURCE)
        case OneOf():
            return OneOf(tuple(Choice(as_joined(choice.value), choice.when) for choice in value.choices))
        case Block():
            entries = {name: replace(entry, value=as_joined(entry.value)) for name, entry in value.entries.items()}
            return replace(value, entries=entries)
        case Mapping():
            return {name: as_joined(item) for name, item in value.items()}
        case list():
            return [as_joined(item) for item in value]
    return value


def unplaced(value: Value) -> Value:
    """The same value, told without where it stands."""
    match value:
        case OneOf():
            return OneOf(tuple(Choice(unplaced(choice.value), choice.when) for choice in value.choices))
        case Block():
            return block_unplaced(value)
        case Mapping():
            return {name: unplaced(item) for name, item in value.items()}
        case list():
            return [unplaced(item) for item in value]
    return value


def block_unplaced(block: Block) -> Block:
    entries = {name: Entry(unplaced(entry.value), spelled=entry.spelled) for name, entry in block.entries.items()}
    return replace(block, entries=entries, place=NOWHERE)
