"""What AWS's balancers read alike: attributes, ports, and what holds where a block is absent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...attributes import fact, spot
from ...graph import Block, Entry, Resource
from ...model import Fact
from ...values import ALWAYS, Choice, Condition, Unknown, under


def attribute(block: Block, name: str) -> Entry | None:
    """An attribute of a block. Two attributes of a block that is unknown as a whole are not the same unknown."""
    entry = block.get(name)
    if entry and isinstance(entry.value, Unknown) and entry.value is block.rest:
        whole = entry.value
        return replace(entry, value=replace(whole, why=f"{name} in {whole.why}", asks=f"{name} in {whole.question}"))
    return entry


def where_absent(blocks: list[Block], found: Iterable[Choice]) -> Iterator[Choice]:
    """The choices that hold where there is no block at all; none where there always is one."""
    when = _absence(blocks)
    return iter(()) if when is None else under(when, found)


def _absence(blocks: list[Block]) -> Condition | None:
    """When there is no block at all; None where there always is one."""
    if all(block.maybe and not block.rest for block in blocks):
        return ALWAYS
    if any(not block.when for block in blocks):
        return None
    present = {pair for block in blocks for pair in block.when}
    otherwise = frozenset((question, "false" if answer == "true" else "true") for question, answer in present)
    if otherwise & present:
        return None
    return otherwise if len(otherwise) == 1 else ALWAYS


def port(resource: Resource, block: Block, name: str, key: str = "", path: str = "") -> Fact:
    """A port that a listener or a backend speaks on; None where it is absent."""
    entry = attribute(block, name)
    return fact(spot(resource, block, name, entry, key, path), entry, None)
