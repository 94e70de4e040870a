"""A Terraform state as a Graph: what is deployed, as ``terraform show -json`` tells it.

Everything in it is known, so that resources are joined by the ids and ARNs that they really have.
Format: https://developer.hashicorp.com/terraform/internals/json-format (state representation).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from msgspec import Raw, Struct, field

from policies.graph import Block, Entry, Graph, Resource
from policies.providers import TYPES
from policies.values import Unknown, Value

from .decoding import check_version, typed, unpacked
from .layers import Layers

NOTHING, FALSE = Raw(b"{}"), Raw(b"false")
EMPTY = frozenset({"format_version", "terraform_version", "checks"})


class Deployed(Struct, frozen=True, gc=False):
    """One resource instance, or data that was looked up.

    ``deposed_key`` is set for an old object that still waits to be destroyed.
    """

    address: str
    type: str
    name: str = ""
    mode: str = "managed"
    values: Raw = NOTHING
    sensitive_values: Raw = FALSE
    deposed_key: str = ""


class Module(Struct, frozen=True):
    address: str = ""
    resources: tuple[Deployed, ...] = ()
    child_modules: tuple[Module, ...] = ()


class Values(Struct, frozen=True):
    root_module: Module = field(default_factory=Module)


class State(Struct, frozen=True):
    format_version: str = ""
    values: Values = field(default_factory=Values)


def is_state(document: Mapping[str, Any]) -> bool:
    """Whether a JSON document is what ``terraform show -json`` says of a state; an empty one has no values."""
    return "format_version" in document and ("values" in document or document.keys() <= EMPTY)


def read_state(data: bytes, root: str, wanted: Collection[str] = TYPES) -> Graph:
    """The graph of the state in a file's bytes; ``root`` is its path. Raises Unreadable."""
    state = typed(data, State, "state", root)
    check_version(state.format_version, "state", root)
    chosen = (one for module in modules(state.values.root_module) for one in module.resources if not one.deposed_key)
    return Graph({one.address: _resource(one, root) for one in chosen if one.type in wanted}, root)


def modules(top: Module) -> Iterator[Module]:
    """A module of a state and all that it calls."""
    left = [top]
    while left:
        module = left.pop()
        left.extend(module.child_modules)
        yield module


def _resource(one: Deployed, file: str) -> Resource:
    values = unpacked(one.values, f"values of {one.address}", file)
    sensitive = unpacked(one.sensitive_values, f"sensitive_values of {one.address}", file)
    body = _body(one.address, Layers(values, False, sensitive))
    if one.mode == "data":  # older providers tell less of it than there is
        body = replace(body, rest=Unknown(f"what {one.address} does not tell"))
    return Resource(one.address, one.type, body, outside=one.mode == "data")


def _body(path: str, seen: Layers) -> Block:
    """What a provider leaves unset in it can be an empty text."""
    parts = {name: seen.at(name) for name in seen.names()}
    entries = {
        name: Entry(_value(f"{path}.{name}", part), spelled=name) for name, part in parts.items() if part.after != ""
    }
    return Block(entries)


def _value(path: str, seen: Layers) -> Value:
    if seen.is_hidden:
        return Unknown(f"{path} (sensitive)")
    if seen.is_object:
        return _body(path, seen)
    return [_value(path, item) for item in seen.items()] if seen.is_list else seen.after
