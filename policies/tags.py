"""The tag ``lbgate`` of a Pulumi resource, whose language may have no comment that lbgate could read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .graph import Graph, Resource
from .inline import inline_ignores
from .settings import Ignore

TAG = "tags.lbgate"


def tag_ignores(graph: Graph) -> Iterator[Ignore]:
    """What the tags of Pulumi's resources allow at themselves; one that cannot be read has its ``mistake``."""
    for address in graph.resources:
        if address.startswith("urn:") and (text := _tag(graph.resources[address])):
            yield from (replace(one, address=address) for one in inline_ignores("this tag", text))


def _tag(resource: Resource) -> str:
    entry = resource.body.get(TAG)
    return entry.value if entry and isinstance(entry.value, str) else ""
