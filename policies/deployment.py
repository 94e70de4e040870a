"""One graph with what the clouds' modules found in it, and the settings that judge it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from .entries import digest, ends, resource_at, route_id
from .graph import Graph, Resource
from .judge import Pair, Route, routes_of
from .model import Backend, Listener, Part, Reach, Spot
from .providers import PROVIDERS
from .report import Finding, Hint
from .rules import RULES
from .settings import Settings
from .words import Kind, Level

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Deployment:
    """``routes`` are those of all ``listeners``, ``unreached`` the backends that none of these reaches."""

    graph: Graph
    settings: Settings
    listeners: Sequence[Listener]
    routes: Sequence[Route]
    unreached: Sequence[Pair]

    def routes_from(self, listener: Listener) -> list[Route]:
        """The routes of one listener."""
        return self._routes.get(id(listener), [])

    @cached_property
    def _routes(self) -> dict[int, list[Route]]:
        return _grouped((id(route.listener), route) for route in self.routes)

    def sharing(self, route: Route) -> list[Listener]:
        """The listeners that have a part of the route too; no change of the route touches any other."""
        parts = (route.listener.part, *route.backend.parts)
        found = (one for part in parts for one in self._sharing.get(_spelled(part), ()))
        return list({id(one): one for one in found}.values())

    @cached_property
    def _sharing(self) -> dict[tuple[str, str], list[Listener]]:
        return _grouped(
            (_spelled(part), listener)
            for listener in self.listeners
            for parts in ([listener.part], *(one.parts for reach in listener.reaches for one in reach.backends))
            for part in parts
        )

    def of_same_balancer(self, listener: Listener) -> list[Listener]:
        """The listeners of the same balancer, itself among them; none where its balancer is not known."""
        balancer = self._balancer(listener)
        return self._balancers[id(balancer)] if balancer else []

    @cached_property
    def _balancers(self) -> dict[int, list[Listener]]:
        return _grouped((id(self._balancer(listener)), listener) for listener in self.listeners)

    def _balancer(self, listener: Listener) -> Resource | None:
        return resource_at(self.graph, listener.family.spot.address)

    def finding(
        self,
        rule: str,
        spot: Spot,
        text: str,
        *,
        words: tuple[str, ...] = (),
        kind: Kind | None = None,
        mark: str | None = None,
        level: Level | None = None,
        judged: Route | Pair | None = None,
        routes: tuple[str, ...] = (),
        hints: tuple[Hint, ...] = (),
        source: str | None = None,
    ) -> Finding:
        """A finding of a rule at a spot. ``words`` are what its identity rests on beside these two.

        ``mark`` lowers it to a warning. ``routes`` are those that it spoils where ``judged`` is none of them.
        """
        level = level or self.settings.level(rule)
        graph = self.graph
        return Finding(
            rule=rule,
            name=RULES[rule].name,
            level=Level.WARNING if mark and level is Level.ERROR else level,
            kind=kind,
            message=text,
            location=spot,
            fingerprint=digest(rule, *graph.identities, spot.address, spot.attribute, *words),
            root=graph.root,
            var_set=graph.var_set,
            routes=(route_id(judged, graph),) if isinstance(judged, Route) else routes,
            related=_related(judged, spot) if judged else (),
            hints=tuple(self._addressed(hint) for hint in hints),
            source=source,
            mark=mark,
        )

    def _addressed(self, hint: Hint) -> Hint:
        """The hint with the resources that Terraform would replace, without entries' keys."""
        found = ((address, resource_at(self.graph, address)) for address in hint.replaces)
        return replace(hint, replaces=tuple(one.address if one else address for address, one in found))


def _grouped(pairs: Iterable[tuple[_Key, _Item]]) -> dict[_Key, list[_Item]]:
    groups: dict[_Key, list[_Item]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups


def _spelled(part: Part) -> tuple[str, str]:
    return part.spot.address, part.spot.attribute


def _related(judged: Route | Pair, primary: Spot) -> tuple[Spot, ...]:
    spots = dict.fromkeys(part.spot for part in judged.parts)
    return tuple(spot for spot in spots if (spot.address, spot.attribute) != (primary.address, primary.attribute))


def deployment(graph: Graph, settings: Settings) -> Deployment:
    """What the modules of all clouds find in a graph, judged when it is asked for."""
    base = settings.matrix == "base"
    listeners = [
        replace(listener, reaches=tuple(distinct(listener.reaches)))
        for provider in PROVIDERS.values()
        for listener in provider.listeners(graph)
    ]
    routes = [route for listener in listeners for route in routes_of(listener, base) if route.cases]
    if any(resource.deferred for resource in graph.resources.values()):
        routes = [replace(route, deferred=deferral(graph, ends(route))) for route in routes]
    reached = {_key(backend) for listener in listeners for reach in listener.reaches for backend in reach.backends}
    unreached = [
        Pair(backend, base)
        for provider in PROVIDERS.values()
        for backend in provider.backends(graph)
        if _key(backend) not in reached
    ]
    return Deployment(graph, settings, listeners, routes, unreached)


def deferral(graph: Graph, addresses: Iterable[str]) -> str:
    """Why what stands at one of these addresses is left to a later plan; empty where nothing is."""
    found = (resource_at(graph, address) for address in addresses)
    return next((one.deferred for one in found if one and one.deferred), "")


def _key(backend: Backend) -> tuple[str, str]:
    return backend.part.spot.address, backend.part.spot.attribute


def distinct(reaches: Iterable[Reach]) -> Iterator[Reach]:
    """One way to each backend: the shortest, under the conditions that all ways to it share."""
    by_backend: dict[tuple[object, ...], list[Reach]] = {}
    for reach in reaches:
        key = (bool(reach.guess), *(backend.part.spot.address for backend in reach.backends))
        by_backend.setdefault(key, []).append(reach)
    for several in by_backend.values():
        shortest = min(several, key=lambda reach: len(reach.via))
        yield replace(shortest, when=frozenset.intersection(*(reach.when for reach in several)))
