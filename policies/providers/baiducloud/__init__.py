"""Baidu AI Cloud: the application balancer (``baiducloud_appblb_*``) and the ordinary one (``baiducloud_blb_*``).

What the provider takes, sends and drops is read from baidubce/terraform-provider-baiducloud v1.23.5. There is no Pulumi
provider of the vendor's own: users bridge Terraform's, whose tokens follow from its names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...graph import Graph
from ...matrix import Family
from ...model import Backend, Listener
from . import appblb, blb

FAMILIES: tuple[Family, ...] = (*appblb.FAMILIES, *blb.FAMILIES)
TYPES: tuple[str, ...] = (*appblb.TYPES, *blb.TYPES)
PULUMI: Mapping[str, str] = {**appblb.PULUMI, **blb.PULUMI}


def listeners(graph: Graph) -> Iterator[Listener]:
    yield from appblb.listeners(graph)
    yield from blb.listeners(graph)


def backends(graph: Graph) -> Iterator[Backend]:
    yield from appblb.backends(graph)
    yield from blb.backends(graph)
