"""A plan as a Graph: the wanted resources that will exist after the apply, each joined to what it refers to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from policies.graph import Graph, Resource
from policies.providers import TYPES

from .decoding import unpacked
from .document import Document, ResourceChange, decoded
from .instances import Instances
from .layers import Layers
from .origins import Origins
from .overlay import Overlay
from .sourced import Written
from .told import Told
from .unknowns import Unknowns


def is_plan(document: Mapping[str, Any]) -> bool:
    """Whether a JSON document is a plan of any version."""
    return "format_version" in document and bool({"planned_values", "resource_changes"} & document.keys())


def read_plan(data: bytes, root: str, wanted: Collection[str] = TYPES, source: Graph | None = None) -> Graph:
    """The graph of the plan in a file's bytes; ``root`` is its path.

    ``source`` is the graph of the root module that the plan was made from: it links what the plan cannot, and tells where
    everything stands. Raises Unreadable.
    """
    plan = decoded(data, root)
    read = _Reader(plan, root, source, frozenset(wanted))
    chosen = (change for change in read.instances.changes.values() if read.instances.is_wanted(change))
    return Graph({change.address: read.resource(change) for change in chosen}, root)


class _Reader:
    def __init__(self, plan: Document, file: str, source: Graph | None, wanted: frozenset[str]) -> None:
        self._file, self._source = file, source
        self.instances = Instances(plan.resource_changes, plan.configuration, file, wanted)
        linkable = {change.address for change in self.instances.changes.values() if self.instances.is_wanted(change)}
        origins = Origins(self.instances, wanted)
        self._unknowns = Unknowns(origins, plan.variables, linkable, beside_source=source is not None)

    def resource(self, change: ResourceChange) -> Resource:
        raw = change.change
        parts = {"after": raw.after, "after_unknown": raw.after_unknown, "after_sensitive": raw.after_sensitive}
        layers = Layers(*(unpacked(part, f"{name} of {change.address}", self._file) for name, part in parts.items()))
        written = self._source.resources.get(change.address) if self._source else None
        expressions = self.instances.expressions(change)
        told = Told(change.type, None if expressions is None else (expressions,))
        overlay = Overlay(self._unknowns, self.instances.scope(change))
        body = overlay.body(change.address, layers, told, Written(written.body if written else None))
        return Resource(change.address, change.type, body, change=change.happens)
