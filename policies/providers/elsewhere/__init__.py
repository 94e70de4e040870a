"""The listeners of clouds that lbgate does not judge yet: known by name, so that none of them ever reads as clean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ...graph import Block, Graph, Resource
from ...matrix import Family
from ...model import Backend, Fact, Listener, Part, Spot, Words
from ...values import OneOf, Unknown, choices
from ...words import Role
from .clouds import CLOUDS, Inside
from .clouds import PULUMI as PULUMI

FAMILIES: tuple[Family, ...] = ()
TYPES: tuple[str, ...] = tuple(type_ for types in CLOUDS.values() for type_ in types if ":" not in type_)


def listeners(graph: Graph) -> Iterator[Listener]:
    for cloud, types in CLOUDS.items():
        for type_, inside in types.items():
            for resource in graph.of_type(type_):
                if IS_FRONT.get(type_, _always)(resource.body):
                    yield from (_listener(cloud, at) for at in _fronts(resource, inside))


def backends(graph: Graph) -> Iterator[Backend]:  # noqa: ARG001
    """None: nothing is judged here."""
    yield from ()


def _fronts(resource: Resource, inside: tuple[Inside, ...]) -> list[Spot]:
    """Where the listeners of a resource stand; a resource in which none is written is one itself."""
    found = [(each, block) for each in inside for block in _blocks(resource.body, each.path)]
    ports = [_port(block, each.port) for each, block in found]
    # One port may be listened to twice, by TCP and by UDP.
    keys = [port if port and ports.count(port) == 1 else f"#{number}" for number, port in enumerate(ports, 1)]
    return [
        Spot(resource.address + key, each.path, block.place, resource.label + key, called_at=resource.called_at)
        for key, (each, block) in zip(keys, found, strict=True)
    ] or [Spot(resource.address, "", resource.body.place, resource.label, called_at=resource.called_at)]


def _blocks(body: Block, path: str) -> list[Block]:
    name, _, deeper = path.partition(".")
    found = body.blocks(name)
    return [inner for block in found for inner in _blocks(block, deeper)] if deeper else found


def _port(block: Block, port: str) -> str:
    """``:443``; empty where there is no port, or one that is not known."""
    entry = block.get(port) if port else None
    return "" if entry is None or isinstance(entry.value, (Unknown, OneOf)) else f":{entry.value}"


def _listener(cloud: str, at: Spot) -> Listener:
    part = Part(Role.LISTENER, at, (), Words(()), "listener", settable=False)
    return Listener(part, Fact(at, ()), not_covered=f"lbgate does not judge {cloud} load balancers yet")


def _always(body: Block) -> bool:  # noqa: ARG001
    return True


def _may_be(body: Block, path: str, *values: str) -> bool:
    entry = body.get(path)
    return entry is not None and any(isinstance(c.value, Unknown) or c.value in values for c in choices(entry.value))


def _balances(body: Block, path: str = "spec.type") -> bool:
    """A Service is ClusterIP by default; only one of type LoadBalancer makes a balancer.

    https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types
    """
    return _may_be(body, path, "LoadBalancer")


def _object(body: Block) -> bool:
    """Any object at all: a front if it says so."""
    if _may_be(body, "manifest.kind", "Service"):
        return _balances(body, "manifest.spec.type")
    return _may_be(body, "manifest.kind", "Ingress", "Gateway")


def _forwards(body: Block) -> bool:
    """A rule with an empty scheme leads to a VPN gateway, a service attachment or Google's own APIs, not to a balancer.

    https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_forwarding_rule
    """
    scheme = body.get("load_balancing_scheme")
    return scheme is None or any(choice.value != "" for choice in choices(scheme.value))


IS_FRONT: Mapping[str, Callable[[Block], bool]] = {
    "kubernetes_service": _balances,
    "kubernetes_service_v1": _balances,
    "kubernetes_manifest": _object,
    "google_compute_forwarding_rule": _forwards,
    "google_compute_global_forwarding_rule": _forwards,
}
"""The types of which only some are listeners."""
