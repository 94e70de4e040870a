"""AWS: application, network and gateway load balancers (``aws_lb`` and what hangs on it), and classic ones (``aws_elb``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...graph import Graph
from ...matrix import Family
from ...model import Backend, Listener
from . import classic, elbv2

FAMILIES: tuple[Family, ...] = (*elbv2.FAMILIES, *classic.FAMILIES)
TYPES: tuple[str, ...] = (*elbv2.TYPES, *classic.TYPES)
PULUMI: Mapping[str, str] = {**elbv2.PULUMI, **classic.PULUMI}


def listeners(graph: Graph) -> Iterator[Listener]:
    yield from elbv2.listeners(graph)
    yield from classic.listeners(graph)


def backends(graph: Graph) -> Iterator[Backend]:
    yield from elbv2.backends(graph)
    yield from classic.backends(graph)
