"""The balancers that lbgate knows: one module for each set of resource types, registered here by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from ..graph import Graph
from ..matrix import BASE, Family
from ..model import Backend, Listener
from . import elsewhere
from .aws import classic, cloudformation, elbv2
from .baiducloud import appblb, blb


class Provider(Protocol):
    """What such a module offers.

    ``TYPES`` are the Terraform resource types that it reads, ``PULUMI`` Pulumi's type tokens with the Terraform type
    that each one stands for. ``backends`` gives every backend of the graph, whether a listener reaches it or not.
    """

    FAMILIES: tuple[Family, ...]
    TYPES: tuple[str, ...]
    PULUMI: Mapping[str, str]

    def listeners(self, graph: Graph) -> Iterator[Listener]: ...

    def backends(self, graph: Graph) -> Iterator[Backend]: ...


PROVIDERS: Mapping[str, Provider] = {
    "aws/elbv2": elbv2,
    "aws/classic": classic,
    "baiducloud/appblb": appblb,
    "baiducloud/blb": blb,
    "elsewhere": elsewhere,
}

FAMILIES: Mapping[str, Family] = {
    family.id: family for family in (BASE, *(one for provider in PROVIDERS.values() for one in provider.FAMILIES))
}
PULUMI_TYPES: Mapping[str, str] = {
    token: type_ for provider in PROVIDERS.values() for token, type_ in provider.PULUMI.items()
}
PULUMI_NAMES, PULUMI_FLAT = cloudformation.NAMES, cloudformation.FLAT
"""By Pulumi type token: the attributes that it calls otherwise than any rule tells, and those that it has outside a block."""
TYPES = frozenset(type_ for provider in PROVIDERS.values() for type_ in provider.TYPES)
"""Every Terraform resource type that some cloud's module reads."""
