"""From the attributes of a resource to the parts of the model: what the module of every cloud reads alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .graph import Block, Entry, Graph, Resource
from .model import OWN_PORT, TRAFFIC_PORT, Certificate, Fact, Spot, Words
from .values import Choice, Unknown, Value, choices, compatible


def spot(resource: Resource, block: Block, attribute: str, entry: Entry | None, key: str = "", path: str = "") -> Spot:
    """Where an attribute of a block stands; at the block's own place where it is absent.

    ``path`` is the block's dotted path in the resource, ``key`` the entry's key in its address (``:443``).
    """
    dotted = f"{path}.{attribute}" if path else attribute
    named = entry.spelled if entry else _spelled_path(block, attribute)
    flat = resource.body.flat and resource.body.flat.get(dotted)
    spelled = flat or ".".join(filter(None, [_spelled_path(resource.body, path), named]))
    place = entry.place if entry else block.place
    return Spot(resource.address + key, dotted, place, resource.label + key, spelled, resource.called_at)


def _spelled_path(body: Block, path: str) -> str:
    """A dotted path in the user's own spelling, each name as the block around it has it."""
    name, _, deeper = path.partition(".")
    if not deeper:
        return body.spelling(name) if name else ""
    inner = next(iter(body.blocks(name)), Block({}, spell=body.spell))
    return f"{body.spelling(name)}.{_spelled_path(inner, deeper)}"


def words_of(entry: Entry | None, schema: Words, default: str | None) -> tuple[Choice, ...]:
    """The words of an attribute; ``default`` where it is absent or null (None: then there is no such word)."""
    found = [Choice(default)] if entry is None else list(choices(entry.value))
    read = (Choice(default, c.when) if c.value is None else _word(c, schema) for c in found)
    return tuple(choice for choice in read if choice.value is not None)


def _word(choice: Choice, schema: Words) -> Choice:
    return choice if isinstance(choice.value, Unknown) else Choice(schema.canonical(choice.value), choice.when)


def fact(at: Spot, entry: Entry | None, default: object, domain: tuple[str, ...] = ()) -> Fact:
    """An attribute as a fact; ``default`` stands where it is absent or null."""
    found = [Choice(default)] if entry is None else list(choices(entry.value))
    return Fact(at, tuple(Choice(default, c.when) if c.value is None else c for c in found), domain)


def certificate(resource: Resource, block: Block, name: str, key: str = "", path: str = "") -> Certificate:
    """A certificate whose name is not known yet is one all the same; an empty name or list is none."""
    entry = block.get(name)
    named = choices(entry.value) if entry else (Choice(None),)
    given = tuple(Choice(bool(choice.value), choice.when) for choice in named)
    written = block.entries.get(name)
    left_empty = bool(written and written.place.text) and not any(choice.value for choice in given)
    return Certificate(spot(resource, block, name, entry, key, path), given, left_empty)


def name_of(entry: Entry | None, graph: Graph | None = None, types: Sequence[str] = ()) -> str:
    """What messages call the one resource that an attribute names, in the graph or not; empty where nobody can say."""
    found = list(choices(entry.value)) if entry else []
    links = [link for choice in found for link in (graph.follow(choice.value, types) if graph else ())]
    if len(links) == 1 and links[0].resource:
        return links[0].resource.label
    unknown = found[0].value if len(found) == 1 else None
    return unknown.ref.address if isinstance(unknown, Unknown) and unknown.ref else ""


def check_goes_to(named: Iterable[Choice], traffic: Iterable[Choice]) -> Iterator[Choice]:
    """Whether the ports that a check names are the traffic's; one that names none (None) goes there."""
    ports = tuple(traffic)
    for own in named:
        if own.value is None:
            yield Choice(TRAFFIC_PORT, own.when)
            continue
        for port in ports:
            if compatible(own.when, port.when):
                yield Choice(_compared(own.value, port.value), own.when | port.when)


def _compared(own: Value, traffic: Value) -> Value:
    if same_port(own, traffic):
        return TRAFFIC_PORT
    return next((value for value in (own, traffic) if isinstance(value, Unknown)), OWN_PORT)


def same_port(one: Value, other: Value) -> bool:
    """However it is written; the same unknown is the same port."""
    return one == other or str(one) == str(other)
