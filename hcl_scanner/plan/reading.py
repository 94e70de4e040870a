"""A plan as a Graph: the wanted resources that will exist after the apply, each joined to what it refers to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from msgspec import Raw

from policies.graph import Graph, Resource
from policies.providers import TYPES
from policies.values import Unknown

from .changes import Changes, changes_of
from .decoding import marks, unpacked
from .deferral import deferral
from .document import Document, ResourceChange, decoded, parts_of
from .former import former_ids
from .instances import Instances
from .layers import Layers
from .origins import Origins
from .overlay import Overlay
from .prior import left_alone
from .sourced import Written
from .told import Told
from .unknowns import Unknowns


def is_plan(document: Mapping[str, Any]) -> bool:
    """Whether a JSON document is a plan of any version."""
    return "format_version" in document and bool({"planned_values", "resource_changes"} & document.keys())


def read_plan(data: bytes, root: str, wanted: Collection[str] = TYPES, source: Graph | None = None) -> Graph:
    """The graph of the plan in a file's bytes, see ``plan_graph``. Raises Unreadable."""
    return plan_graph(parts_of(data, root), root, wanted, source)


def plan_graph(
    parts: Mapping[str, Raw], root: str, wanted: Collection[str] = TYPES, source: Graph | None = None
) -> Graph:
    """The graph of a plan, of which ``parts`` hold what stands under each name; ``root`` is the path of its file.

    ``source`` is the graph of the root module that the plan was made from: it links what the plan cannot, and tells where
    everything stands. Raises Unreadable.
    """
    plan = decoded(parts, root)
    read = _Reader(plan, root, source, frozenset(wanted))
    chosen = (change for change in read.instances.changes.values() if read.is_joined(change))
    return Graph({change.address: read.resource(change) for change in chosen}, root)


class _Reader:
    def __init__(self, plan: Document, file: str, source: Graph | None, wanted: frozenset[str]) -> None:
        self._file, self._source, self._wanted = file, source, wanted
        self._deferred = {one.resource_change.address: deferral(one) for one in plan.deferred_changes}
        deferred = (one.resource_change for one in plan.deferred_changes)
        changes = changes_of(plan, wanted, file)
        prior = left_alone(plan.prior_state, changes.wanted, wanted, file)
        joined = Changes((*changes.wanted, *prior, *deferred), changes.others)
        self.instances = Instances(joined, plan.configuration, wanted)
        linkable = {change.address for change in self.instances.changes.values() if self.instances.is_wanted(change)}
        origins = Origins(self.instances, wanted)
        self._unknowns = Unknowns(origins, plan.variables, linkable, beside_source=source is not None)

    def is_joined(self, change: ResourceChange) -> bool:
        """Whether listeners may lead to it: what will exist, and data that is known already."""
        is_known = change.mode == "data" and change.happens == "unchanged" and change.type in self._wanted
        return is_known or self.instances.is_wanted(change)

    def resource(self, change: ResourceChange) -> Resource:
        raw = change.change
        layers = Layers(
            unpacked(raw.after, f"after of {change.address}", self._file),
            marks(raw.after_unknown, f"after_unknown of {change.address}", self._file),
            marks(raw.after_sensitive, f"after_sensitive of {change.address}", self._file),
        )
        written = self._source.resources.get(change.address) if self._source else None
        expressions = self.instances.expressions(change)
        told = Told(change.type, None if expressions is None else (expressions,))
        overlay = Overlay(self._unknowns, self.instances.scope(change))
        body = overlay.body(change.address, layers, told, Written(written.body if written else None))
        if change.mode == "data":  # older providers tell less of it than there is
            body = replace(body, rest=Unknown(f"what {change.address} does not tell"))
        return Resource(
            change.address,
            change.type,
            body,
            change=change.happens,
            former=former_ids(change, self._file),
            outside=change.mode == "data",
            deferred=self._deferred.get(change.address, ""),
            called_at=written.called_at if written else None,
        )
