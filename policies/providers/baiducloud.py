"""Not written yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..graph import Graph
from ..matrix import Family
from ..model import Backend, Listener

FAMILIES: tuple[Family, ...] = ()
TYPES: tuple[str, ...] = ()
PULUMI: Mapping[str, str] = {}


def listeners(graph: Graph) -> Iterator[Listener]:
    yield from ()


def backends(graph: Graph) -> Iterator[Backend]:
    yield from ()
