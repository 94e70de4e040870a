"""What the modules of AWS's balancers read alike: attributes, certificates, and the port that a check goes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..graph import Block, Entry, Resource
from ..model import OWN_PORT, TRAFFIC_PORT, Certificate, Fact, fact, spot
from ..values import ALWAYS, Choice, Condition, Unknown, choices, compatible

PORTS = (TRAFFIC_PORT, OWN_PORT)


def attribute(block: Block, name: str) -> Entry | None:
    """An attribute of a block. Two attributes of a block that is unknown as a whole are not the same unknown."""
    entry = block.get(name)
    if entry and isinstance(entry.value, Unknown) and entry.value is block.rest:
        return replace(entry, value=replace(entry.value, why=f"{name} in {entry.value.why}"))
    return entry


def under(when: Condition | None, found: Iterable[Choice]) -> Iterator[Choice]:
    """The choices that are left under a condition; none where it never holds (None)."""
    if when is not None:
        yield from (replace(c, when=c.when | when) for c in found if compatible(c.when, when))


def absence(blocks: list[Block]) -> Condition | None:
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


def certificate(resource: Resource, block: Block, name: str, key: str = "", path: str = "") -> Certificate:
    """A certificate whose name is not known yet is one all the same; an empty name is none."""
    entry = attribute(block, name)
    named = choices(entry.value) if entry else (Choice(None),)
    given = tuple(Choice(choice.value not in (None, ""), choice.when) for choice in named)
    return Certificate(spot(resource, block, name, entry, key, path), given)


def check_goes_to(named: tuple[Choice, ...], traffic: Fact) -> Iterator[Choice]:
    """Whether the ports that a check names are the traffic's; None and "traffic-port" name just that."""
    for own in named:
        if own.value is None or own.value == "traffic-port":
            yield Choice(TRAFFIC_PORT, own.when)
            continue
        if isinstance(own.value, Unknown):
            yield own
            continue
        for port in traffic.choices:
            if compatible(own.when, port.when):
                yield Choice(_compared(own.value, port.value), own.when | port.when)


def _compared(own: object, traffic: object) -> object:
    if isinstance(traffic, Unknown):
        return traffic
    return TRAFFIC_PORT if str(own) == str(traffic) else OWN_PORT
